import * as vscode from 'vscode';
import type { Command } from '../app.ts';

export const clearFilter: Command = {
  id: 'aci.clearFilter',
  failure: () => vscode.l10n.t('Could not clear the filter'),
  run(app) {
    app.view.filter = '';
  },
};
