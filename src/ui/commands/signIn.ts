import * as vscode from 'vscode';
import type { Command } from '../app.ts';

export const signIn: Command = {
  id: 'aci.signIn',
  failure: () => vscode.l10n.t('Could not sign in'),
  run: app => app.account.signIn(),
};
