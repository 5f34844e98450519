import type { App } from '../app.ts';
import { isAbort, toAciError } from '../../core/errors.ts';
import { RememberedCreates } from './rememberedCreates.ts';

/** Picks up creations that a former window began. Called once somebody is signed in; loads little when there is none. */
export function resumeCreates(app: App): void {
  const isOurs = ({ cloud }: { readonly cloud: string }) => cloud === app.account.cloud;
  if (!new RememberedCreates(app.memory, app.clock).all.some(({ ref }) => isOurs(ref))) return;
  void resumeNow(app, isOurs).catch((error: unknown) => {
    if (!isAbort(error)) app.report.note('Could not resume a creation', toAciError(error));
  });
}

async function resumeNow(app: App, isOurs: (ref: { readonly cloud: string }) => boolean): Promise<void> {
  const [{ resume }, { deskOf }] = await Promise.all([import('./resume.ts'), import('./editorScreen.ts')]);
  await resume(deskOf(app), isOurs);
}
