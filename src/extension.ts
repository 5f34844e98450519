import type * as vscode from 'vscode';
import { registerContributions } from './activation/registerContributions.ts';

/**
 * The front door. Runs in every window, so it only tells VS Code what there is: no Azure SDK, no tree, nothing that is
 * started or sent. The rooms behind it are loaded when somebody uses the extension in this window, or when something
 * has to be picked up there.
 */
export function activate(context: vscode.ExtensionContext): Promise<void> | undefined {
  return registerContributions(context, async view => {
    const { assembleExtension } = await import('./compositionRoot.ts');
    return assembleExtension(context, view);
  });
}
