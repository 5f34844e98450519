import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { filterPermittedContainers } from '../shared/permissionCheck.vscode.ts';
import { filterPermittedGroups } from '../shared/permissionCheck.vscode.ts';
import { selectedContainers } from '../tree/selection.vscode.ts';
import { selectedGroups } from '../tree/selection.vscode.ts';
import { stopFollowingLogs } from './stopFollowingLogs.vscode.ts';
import type { Command } from '../app.ts';

export const logsCommands: readonly Command[] = [
  /** Follows all containers of a group, its events and its state as one timeline in one channel. */
  {
    id: 'aci.followAllContainers',
    failure: () => l10n.t('Could not follow the containers'),
    async run(app, argument, selected) {
      const chosen = await selectedGroups(app, 'followLogs', argument, selected, 'one');
      const [ref] = await filterPermittedGroups(app, 'readLogs', chosen);
      const group = ref && (app.store.group(ref) ?? (await app.store.refreshGroup(ref)));
      if (group) app.following.followGroup(group);
    },
  },
  /** Follows the logs of one or several containers, each in its own output channel. */
  {
    id: 'aci.followLogs',
    failure: () => l10n.t('Could not follow logs'),
    async run(app, argument, selected) {
      const refs = await selectedContainers(app, argument, selected);
      for (const ref of await filterPermittedContainers(app, 'readLogs', refs)) app.following.follow(ref);
    },
  },
  /** Opens the whole present log of containers, each as a read-only document: to search, to keep, to compare. */
  {
    id: 'aci.openLogSnapshot',
    failure: () => l10n.t('Could not open the log'),
    async run(app, argument, selected) {
      const refs = await selectedContainers(app, argument, selected);
      for (const ref of await filterPermittedContainers(app, 'readLogs', refs))
        await app.readonlyDocuments.showLog(ref);
    },
  },
  /** Reads the log of an open snapshot anew. */
  {
    id: 'aci.refreshLogSnapshot',
    failure: () => l10n.t('Could not read the log again'),
    async run(app, argument) {
      const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
      if (uri) await app.readonlyDocuments.refresh(uri);
    },
  },
  {
    id: 'aci.stopFollowingLogs',
    failure: () => l10n.t('Could not stop following logs'),
    run: stopFollowingLogs,
  },
];
