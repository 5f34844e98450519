import type { Command } from '../app.ts';

export const signIn: Command = {
  id: 'aci.signIn',
  run: app => app.account.signIn(),
};
