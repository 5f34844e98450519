import * as vscode from 'vscode';
import type { Command } from '../app.ts';

export const showExtensionLog: Command = {
  id: 'aci.showExtensionLog',
  failure: () => vscode.l10n.t('Could not show the extension log'),
  run: app => app.log.show(true),
};
