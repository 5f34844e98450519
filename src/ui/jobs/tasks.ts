import * as vscode from 'vscode';
import { isAbort, toAciError } from '../../core/errors.ts';
import type { App } from '../app.ts';
import type { RememberedJob } from './rememberedJobs.ts';
import { jobsOf } from './windowJobs.ts';

/** A task of the type `aci` as one that can be run. What is heavy is loaded when it is. */
export function taskOf(
  app: App,
  inUse: () => Promise<void>,
  { definition, scope, name }: vscode.Task,
): vscode.Task {
  const execution = new vscode.CustomExecution(async resolved => {
    await inUse();
    const { jobTerminal } = await import('./terminal.ts');
    return jobTerminal(app, definition, resolved);
  });
  return new vscode.Task(definition, scope ?? vscode.TaskScope.Workspace, name, 'aci', execution, []);
}

/** Whether a job is remembered that the chosen cloud has to be asked about. */
export function hasJobs(app: App): boolean {
  return jobsOf(app).all.some(({ ref }) => ref.cloud === app.account.cloud);
}

/** Offers to clean up after jobs of a former window, as soon as somebody is signed in. */
export function offerCleanUpOnce(app: App): vscode.Disposable {
  const former = jobsOf(app).all; // this window has begun none yet
  if (former.length === 0) return vscode.Disposable.from();
  const listening = app.account.onDidChange(() => {
    if (app.account.state !== 'signedIn') return;
    listening.dispose();
    void offer(app, former);
  });
  return listening;
}

async function offer(app: App, former: readonly RememberedJob[]): Promise<void> {
  try {
    const { offerCleanUp } = await import('./cleanUp.ts');
    await offerCleanUp(app, former);
  } catch (error) {
    if (!isAbort(error)) app.report.note('Could not look after former jobs', toAciError(error));
  }
}
