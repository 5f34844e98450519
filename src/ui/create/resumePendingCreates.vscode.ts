import type { App } from '../app.ts';
import { isAbort, toAciError } from '../../core/errors.ts';
import { pendingCreates } from '../shared/pendingWork.ts';
import { pendingWorkOf } from '../shared/pendingWorkOf.vscode.ts';

/** Whether a creation is remembered that the chosen cloud has to be asked about. */
export function hasPendingCreates(app: App): boolean {
  return pendingWorkOf(app, pendingCreates).all.some(({ ref }) => ref.cloud === app.account.cloud);
}

/**
 * Picks up creations that a former window began. Called once somebody is signed in; loads little when there is none.
 */
export function resumePendingCreates(app: App): void {
  if (!hasPendingCreates(app)) return;
  void loadAndResume(app).catch((error: unknown) => {
    if (!isAbort(error)) app.report.log('Could not resume a creation', toAciError(error));
  });
}

async function loadAndResume(app: App): Promise<void> {
  const [{ resumeCreations }, { creationDepsOf }] = await Promise.all([
    import('./resumeCreations.ts'),
    import('./creationUi.vscode.ts'),
  ]);
  await resumeCreations(creationDepsOf(app), ({ cloud }) => cloud === app.account.cloud);
}
