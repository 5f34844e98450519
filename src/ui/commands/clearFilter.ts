import type { Command } from '../app.ts';
import { setFilter } from '../tree/filteredView.ts';

export const clearFilter: Command = {
  id: 'aci.clearFilter',
  run: app => setFilter(app, ''),
};
