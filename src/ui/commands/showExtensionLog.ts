import type { Command } from '../app.ts';

export const showExtensionLog: Command = {
  id: 'aci.showExtensionLog',
  run: app => app.log.show(true),
};
