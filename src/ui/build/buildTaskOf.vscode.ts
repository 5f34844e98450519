import * as vscode from 'vscode';
import type { App } from '../app.ts';

/** A task of the type `aci-build` as one that can be run. What is heavy is loaded when it is. */
export function buildTaskOf(
  app: App,
  inUse: () => Promise<void>,
  { definition, scope, name }: vscode.Task,
): vscode.Task {
  const execution = new vscode.CustomExecution(async resolved => {
    await inUse();
    const { buildTerminal } = await import('./buildTask.vscode.ts');
    const root = typeof scope === 'object' ? scope.uri : vscode.workspace.workspaceFolders?.[0]?.uri;
    return buildTerminal(app, definition, resolved, root);
  });
  return new vscode.Task(definition, scope ?? vscode.TaskScope.Workspace, name, 'aci', execution, []);
}
