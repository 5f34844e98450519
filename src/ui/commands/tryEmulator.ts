import type { Command } from '../app.ts';

export const tryEmulator: Command = {
  id: 'aci.tryEmulator',
  run: app => app.account.chooseCloud('emulator'),
};
