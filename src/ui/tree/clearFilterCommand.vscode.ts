import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';

export const clearFilter: Command = {
  id: 'aci.clearFilter',
  failure: () => l10n.t('Could not clear the filter'),
  run(app) {
    app.view.filter = '';
  },
};
