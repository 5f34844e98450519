import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { window } from '../shared/plainWindow.vscode.ts';
import type { Command } from '../app.ts';

export const deployCommands: readonly Command[] = [
  /** Makes container groups of a file: YAML, ARM template or Compose. */
  {
    id: 'aci.deployFile',
    failure: () => l10n.t('Could not deploy the file'),
    async run(app, argument) {
      const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
      if (uri) await app.yamlEditor.deploy(uri);
      else
        void window.showInformationMessage(
          l10n.t('Open a file first: YAML, an ARM template or a Compose file.'),
        );
    },
  },
];
