import * as vscode from 'vscode';
import { isAbort, toAciError } from '../../core/errors.ts';
import type { App } from '../app.ts';
import type { PendingJob } from './pendingJobs.ts';
import { pendingJobsOf } from './pendingJobsOf.vscode.ts';

/** A task of the type `aci` as one that can be run. What is heavy is loaded when it is. */
export function jobTaskOf(
  app: App,
  inUse: () => Promise<void>,
  { definition, scope, name }: vscode.Task,
): vscode.Task {
  const execution = new vscode.CustomExecution(async resolved => {
    await inUse();
    const { jobTerminal } = await import('./jobTerminal.vscode.ts');
    return jobTerminal(app, definition, resolved);
  });
  return new vscode.Task(definition, scope ?? vscode.TaskScope.Workspace, name, 'aci', execution, []);
}

/** Whether a job is remembered that the chosen cloud has to be asked about. */
export function hasPendingJobs(app: App): boolean {
  return pendingJobsOf(app).all.some(({ ref }) => ref.cloud === app.account.cloud);
}

/** Offers to clean up after jobs of a former window, as soon as somebody is signed in. */
export function offerLeftoverDeletionOnSignIn(app: App): vscode.Disposable {
  const former = pendingJobsOf(app).all; // this window has begun none yet
  if (former.length === 0) return vscode.Disposable.from();
  const listening = app.account.onDidChange(() => {
    if (app.account.state !== 'signedIn') return;
    listening.dispose();
    void offer(app, former);
  });
  return listening;
}

async function offer(app: App, former: readonly PendingJob[]): Promise<void> {
  try {
    const { offerLeftoverDeletion } = await import('./offerLeftoverDeletion.vscode.ts');
    await offerLeftoverDeletion(app, former);
  } catch (error) {
    if (!isAbort(error)) app.report.log('Could not look after former jobs', toAciError(error));
  }
}
