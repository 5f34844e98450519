import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { isNode } from '../tree/nodes.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** Copies an open diagnosis as Markdown, fit for an issue or a chat. */
export const copyDiagnosis: Command = {
  id: 'aci.copyDiagnosis',
  failure: () => l10n.t('Could not copy the diagnosis'),
  async run(_app, argument) {
    const ref = isNode(argument) && argument.kind === 'group' ? argument.ref : undefined;
    const { diagnosisText } = await import('./openDiagnosis.vscode.ts');
    const text = diagnosisText(ref);
    if (text === undefined) return;
    await vscode.env.clipboard.writeText(text);
    window.showDone(l10n.t('Copied the diagnosis as Markdown'));
  },
};
