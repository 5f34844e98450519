import { isAbort, toAciError } from '../../core/errors.ts';
import type { App } from '../app.ts';
import { pendingWorkOf } from '../shared/pendingWorkOf.vscode.ts';
import { pendingDeployments } from './pendingDeployments.ts';

/** Whether a deployment is remembered that the chosen cloud has to be asked about. */
export function hasPendingDeployments(app: App): boolean {
  return pendingWorkOf(app, pendingDeployments).all.some(({ ref }) => ref.cloud === app.account.cloud);
}

/**
 * Picks up deployments that a former window began. Called once somebody is signed in; loads little when there is none.
 */
export function resumePendingDeployments(app: App): void {
  if (!hasPendingDeployments(app)) return;
  void loadAndResume(app).catch((error: unknown) => {
    if (!isAbort(error)) app.report.log('Could not resume a deployment', toAciError(error));
  });
}

async function loadAndResume(app: App): Promise<void> {
  const [{ resumeDeployments }, { deploymentDepsOf }] = await Promise.all([
    import('./resumeDeployments.ts'),
    import('./deploymentUi.vscode.ts'),
  ]);
  await resumeDeployments(deploymentDepsOf(app), ({ cloud }) => cloud === app.account.cloud);
}
