import type { Command } from '../app.ts';

export const clearFilter: Command = {
  id: 'aci.clearFilter',
  run(app) {
    app.view.filter = '';
  },
};
