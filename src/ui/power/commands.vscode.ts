import * as l10n from '@vscode/l10n';
import { runPowerAction } from './runPowerAction.vscode.ts';
import { selectedGroups } from '../tree/selection.vscode.ts';
import { showUnchangedImageHint } from './unchangedImageHint.vscode.ts';
import type { Command } from '../app.ts';

export const powerCommands: readonly Command[] = [
  /** Restarts the containers of groups; says so where they run the images that they had. */
  {
    id: 'aci.restartGroup',
    failure: () => l10n.t('Could not restart'),
    async run(app, argument, selected) {
      const refs = await selectedGroups(app, 'restart', argument, selected);
      showUnchangedImageHint(app, await runPowerAction(app, 'restart', refs));
    },
  },
  /** Starts groups that have been stopped or have ended: images are pulled anew. */
  {
    id: 'aci.startGroup',
    failure: () => l10n.t('Could not start'),
    async run(app, argument, selected) {
      await runPowerAction(app, 'start', await selectedGroups(app, 'start', argument, selected));
    },
  },
  /** Stops groups: they keep their configuration, and cost nothing until they are started again. */
  {
    id: 'aci.stopGroup',
    failure: () => l10n.t('Could not stop'),
    async run(app, argument, selected) {
      await runPowerAction(app, 'stop', await selectedGroups(app, 'stop', argument, selected));
    },
  },
];
