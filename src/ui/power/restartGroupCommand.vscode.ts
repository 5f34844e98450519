import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';
import { runPowerAction } from './runPowerAction.vscode.ts';
import { showUnchangedImageHint } from './unchangedImageHint.vscode.ts';
import { selectedGroups } from '../tree/selection.vscode.ts';

/** Restarts the containers of groups; says so where they run the images that they had. */
export const restartGroup: Command = {
  id: 'aci.restartGroup',
  failure: () => l10n.t('Could not restart'),
  async run(app, argument, selected) {
    const refs = await selectedGroups(app, 'restart', argument, selected);
    showUnchangedImageHint(app, await runPowerAction(app, 'restart', refs));
  },
};
