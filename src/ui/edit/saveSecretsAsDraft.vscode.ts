/**
 * Secrets that somebody types into a group's document. Until a text is saved VS Code keeps a backup of it on the disk,
 * in plain text; once it is saved it is a draft, which is encrypted. So it is saved soon, and the person is told.
 */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import { groupScheme } from './groupUri.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** How long after the last keystroke a text with a secret is kept as a draft (ms). */
const saveDelay = 2_000;
const toldKey = 'aci.typedSecrets.told';

/** `keep` saves a document without going on to apply it. */
export function saveSecretsAsDraft(
  { clock, memory }: { readonly clock: Clock; readonly memory: vscode.Memento },
  keep: (document: vscode.TextDocument) => Promise<void>,
): vscode.Disposable {
  const waiting = new Map<string, AbortController>();

  async function typed(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString();
    waiting.get(key)?.abort();
    const controller = new AbortController();
    waiting.set(key, controller);
    try {
      await clock.sleep(saveDelay, controller.signal);
    } catch {
      return; // typed on
    }
    waiting.delete(key);
    const { hasPlaintextSecret } = await import('./hasPlaintextSecret.ts');
    if (!document.isDirty || document.isClosed || !hasPlaintextSecret(document.getText())) return;
    if (!memory.get<boolean>(toldKey, false)) {
      await memory.update(toldKey, true);
      void window.showInformationMessage(
        l10n.t(
          'There is a secret in this document. VS Code has unsaved text in a backup on the disk, in plain text, so your text is saved now as a draft, which is encrypted. Nothing is sent before you apply it.',
        ),
      );
    }
    await keep(document);
  }

  return vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.uri.scheme === groupScheme && contentChanges.length > 0 && document.isDirty)
        void typed(document);
    }),
    { dispose: () => waiting.forEach(controller => controller.abort()) },
  );
}
