import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';
import { runPowerAction } from './runPowerAction.vscode.ts';
import { selectedGroups } from '../tree/selection.vscode.ts';

/** Stops groups: they keep their configuration, and cost nothing until they are started again. */
export const stopGroup: Command = {
  id: 'aci.stopGroup',
  failure: () => l10n.t('Could not stop'),
  async run(app, argument, selected) {
    await runPowerAction(app, 'stop', await selectedGroups(app, 'stop', argument, selected));
  },
};
