import * as l10n from '@vscode/l10n';
import { filterPermittedGroups } from '../shared/permissionCheck.vscode.ts';
import type { Command } from '../app.ts';
import { selectedGroups } from '../tree/selection.vscode.ts';

/** Follows all containers of a group, its events and its state as one timeline in one channel. */
export const followAllContainers: Command = {
  id: 'aci.followAllContainers',
  failure: () => l10n.t('Could not follow the containers'),
  async run(app, argument, selected) {
    const chosen = await selectedGroups(app, 'followLogs', argument, selected, 'one');
    const [ref] = await filterPermittedGroups(app, 'readLogs', chosen);
    const group = ref && (app.store.group(ref) ?? (await app.store.refreshGroup(ref)));
    if (group) app.following.followGroup(group);
  },
};
