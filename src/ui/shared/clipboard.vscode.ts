import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { window } from './plainWindow.vscode.ts';

/** Copies texts, one a line, and says so in the status bar for a moment. */
export async function copyToClipboard(texts: readonly string[]): Promise<void> {
  const [first] = texts;
  if (first === undefined) return;
  await vscode.env.clipboard.writeText(texts.join('\n'));
  const said = texts.length === 1 ? l10n.t('Copied {0}', first) : l10n.t('Copied {0} lines', texts.length);
  window.showDone(said);
}
