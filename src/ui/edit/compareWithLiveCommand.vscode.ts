import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { groupRefOfCommand } from './groupUri.vscode.ts';

/** Shows a group as it is in Azure beside the document in the editor. */
export const compareWithLive: Command = {
  id: 'aci.compareWithLive',
  failure: () => l10n.t('Could not compare with the live group'),
  async run(app, argument) {
    const ref = groupRefOfCommand(argument);
    if (ref) return app.yamlEditor.compare(ref);
    const file = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
    if (file) await app.yamlEditor.compareFile(file);
  },
};
