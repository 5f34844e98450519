import type * as vscode from 'vscode';
import { registerContributions } from './activation/registerContributions.ts';

/**
 * Runs in every window, so it only registers what there is: no Azure SDK, no tree, nothing that is started or sent. The
 * rest is loaded when somebody uses the extension in this window, or when something has to be resumed there.
 */
export function activate(context: vscode.ExtensionContext): Promise<void> | undefined {
  return registerContributions(context, async view => {
    const { assembleExtension } = await import('./compositionRoot.ts');
    return assembleExtension(context, view);
  });
}
