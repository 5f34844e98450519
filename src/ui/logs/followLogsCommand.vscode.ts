import * as l10n from '@vscode/l10n';
import { filterPermittedContainers } from '../shared/permissionCheck.vscode.ts';
import type { Command } from '../app.ts';
import { selectedContainers } from '../tree/selection.vscode.ts';

/** Follows the logs of one or several containers, each in its own output channel. */
export const followLogs: Command = {
  id: 'aci.followLogs',
  failure: () => l10n.t('Could not follow logs'),
  async run(app, argument, selected) {
    const refs = await selectedContainers(app, argument, selected);
    for (const ref of await filterPermittedContainers(app, 'readLogs', refs)) app.following.follow(ref);
  },
};
