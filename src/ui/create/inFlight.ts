import type { App } from '../app.ts';
import { isAbort, toAciError } from '../../core/errors.ts';
import { createsOf } from './windowCreates.ts';

/** Whether a creation is remembered that the chosen cloud has to be asked about. */
export function hasCreates(app: App): boolean {
  return createsOf(app).all.some(({ ref }) => ref.cloud === app.account.cloud);
}

/** Picks up creations that a former window began. Called once somebody is signed in; loads little when there is none. */
export function resumeCreates(app: App): void {
  if (!hasCreates(app)) return;
  void resumeNow(app).catch((error: unknown) => {
    if (!isAbort(error)) app.report.note('Could not resume a creation', toAciError(error));
  });
}

async function resumeNow(app: App): Promise<void> {
  const [{ resume }, { deskOf }] = await Promise.all([import('./resume.ts'), import('./editorScreen.ts')]);
  await resume(deskOf(app), ({ cloud }) => cloud === app.account.cloud);
}
