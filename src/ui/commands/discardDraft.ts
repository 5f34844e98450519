import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { groupOfDocument } from '../groupFiles/address.ts';

/** Forgets what was saved for a group and not applied. */
export const discardDraft: Command = {
  id: 'aci.discardDraft',
  failure: () => vscode.l10n.t('Could not discard the draft'),
  async run(app, argument) {
    const ref = groupOfDocument(argument);
    if (ref) await app.groupDocuments.discard(ref);
  },
};
