import * as vscode from 'vscode';
import type { Command } from '../app.ts';

export const tryEmulator: Command = {
  id: 'aci.tryEmulator',
  failure: () => vscode.l10n.t('Could not start the emulator'),
  run: app => app.account.chooseCloud('emulator'),
};
