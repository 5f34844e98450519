import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { groupOfDocument } from '../groupFiles/address.ts';

/** Shows a group as it is in Azure beside the document in the editor. */
export const compareWithLive: Command = {
  id: 'aci.compareWithLive',
  failure: () => vscode.l10n.t('Could not compare with the live group'),
  async run(app, argument) {
    const ref = groupOfDocument(argument);
    if (ref) return app.groupDocuments.compare(ref);
    const file = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
    if (file) await app.groupDocuments.compareFile(file);
  },
};
