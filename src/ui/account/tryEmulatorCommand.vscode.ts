import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';

export const tryEmulator: Command = {
  id: 'aci.tryEmulator',
  failure: () => l10n.t('Could not start the emulator'),
  run: app => app.account.chooseCloud('emulator'),
};
