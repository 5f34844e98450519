import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { window } from '../plainWindow.ts';

/** Forgets every client secret and password that was entered, in whatever cloud. */
export const forgetSecrets: Command = {
  id: 'aci.forgetSecrets',
  failure: () => vscode.l10n.t('Could not forget the secrets'),
  async run(app) {
    const forget = vscode.l10n.t('Forget them');
    const chosen = await window.showWarningMessage(
      vscode.l10n.t('Forget all stored secrets?'),
      {
        modal: true,
        detail: vscode.l10n.t(
          'The client secrets and key passwords that you entered here are deleted. Who signs in with them has to enter them again.',
        ),
      },
      forget,
    );
    if (chosen !== forget) return;
    const count = await app.forgetSecrets();
    await window.showInformationMessage(
      count === 1
        ? vscode.l10n.t('1 secret is forgotten.')
        : vscode.l10n.t('{0} secrets are forgotten.', count),
    );
  },
};
