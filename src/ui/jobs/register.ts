import * as vscode from 'vscode';
import { isAbort, toAciError } from '../../core/errors.ts';
import type { App } from '../app.ts';
import { RememberedJobs } from './rememberedJobs.ts';

/** Tasks of the type `aci`, and the offer to clean up after jobs of a former window. What is heavy is loaded later. */
export function registerJobs(app: App, inUse: () => Promise<void>): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.tasks.registerTaskProvider('aci', {
      provideTasks: () => [], // nothing to guess: jobs are written in tasks.json
      resolveTask: task => taskOf(app, inUse, task),
    }),
    offerOnce(app),
  );
}

function taskOf(app: App, inUse: () => Promise<void>, { definition, scope, name }: vscode.Task): vscode.Task {
  const execution = new vscode.CustomExecution(async resolved => {
    await inUse();
    const { jobTerminal } = await import('./terminal.ts');
    return jobTerminal(app, definition, resolved);
  });
  return new vscode.Task(definition, scope ?? vscode.TaskScope.Workspace, name, 'aci', execution, []);
}

/** As soon as somebody is signed in. */
function offerOnce(app: App): vscode.Disposable {
  const listening = app.account.onDidChange(() => {
    if (app.account.state !== 'signedIn') return;
    listening.dispose();
    if (new RememberedJobs(app.memory, app.clock).all.length > 0) void offer(app);
  });
  return listening;
}

async function offer(app: App): Promise<void> {
  try {
    const { offerCleanUp } = await import('./cleanUp.ts');
    await offerCleanUp(app);
  } catch (error) {
    if (!isAbort(error)) app.report.note('Could not look after former jobs', toAciError(error));
  }
}
