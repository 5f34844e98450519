import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { groupOfDocument, savedAddress } from '../groupFiles/address.ts';

/** Saves the group in the editor and goes on to apply it. */
export const applyGroup: Command = {
  id: 'aci.applyGroup',
  failure: () => vscode.l10n.t('Could not apply the changes'),
  async run(app, argument) {
    const ref = groupOfDocument(argument);
    if (ref && (await savedAddress(ref))) await app.groupDocuments.apply(ref);
  },
};
