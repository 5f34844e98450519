/** What a folder that the person doesn't trust may not bring about. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { window } from '../shared/plainWindow.vscode.ts';

/**
 * Whether files of this window may be sent to Azure: a container that they describe runs with the person's rights, and
 * can be given variables of the editor's environment. Where not, says so and offers to trust the folder.
 */
export function checkWorkspaceTrust(): boolean {
  if (vscode.workspace.isTrusted) return true;
  const manage = l10n.t('Manage Workspace Trust');
  void window
    .showWarningMessage(
      l10n.t(
        'Nothing was deployed: you do not trust this folder. Its files could run any image in your subscription and hand it variables of your environment.',
      ),
      manage,
    )
    .then(chosen => {
      if (chosen === manage) void vscode.commands.executeCommand('workbench.trust.manage');
    });
  return false;
}
