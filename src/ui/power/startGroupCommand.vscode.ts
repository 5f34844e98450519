import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';
import { runPowerAction } from './runPowerAction.vscode.ts';
import { selectedGroups } from '../tree/selection.vscode.ts';

/** Starts groups that have been stopped or have ended: images are pulled anew. */
export const startGroup: Command = {
  id: 'aci.startGroup',
  failure: () => l10n.t('Could not start'),
  async run(app, argument, selected) {
    await runPowerAction(app, 'start', await selectedGroups(app, 'start', argument, selected));
  },
};
