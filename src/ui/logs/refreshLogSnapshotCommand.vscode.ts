import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Command } from '../app.ts';

/** Reads the log of an open snapshot anew. */
export const refreshLogSnapshot: Command = {
  id: 'aci.refreshLogSnapshot',
  failure: () => l10n.t('Could not read the log again'),
  async run(app, argument) {
    const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
    if (uri) await app.readonlyDocuments.refresh(uri);
  },
};
