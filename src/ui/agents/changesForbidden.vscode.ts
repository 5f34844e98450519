import * as vscode from 'vscode';
import { changesForbidden } from './changesForbidden.ts';

/** Why agents may change nothing in this window, as its settings and its trust are now. */
export function changesForbiddenInWindow(): string | undefined {
  return changesForbidden({
    isFolderTrusted: vscode.workspace.isTrusted,
    isAllowed: vscode.workspace.getConfiguration('aci.agents').get('allowChanges', true),
  });
}

/** Tells when it may be another one. */
export function onMayChangeChangesForbidden(listener: () => void): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.onDidGrantWorkspaceTrust(listener),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('aci.agents.allowChanges')) listener();
    }),
  );
}
