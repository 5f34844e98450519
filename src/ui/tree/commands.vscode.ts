import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ContainerGroup, ContainerRef } from '../../core/model/containerGroup.ts';
import { copyToClipboard } from '../shared/clipboard.vscode.ts';
import { groupCopies } from './groupCopies.ts';
import { isNode, type Node } from './nodes.ts';
import { portalPageUrl } from './portalPageUrl.ts';
import { refreshNode } from './refreshNode.ts';
import { selectedContainers, selectedGroups } from './selection.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { filterGroups } from './filterGroups.vscode.ts';
import { chooseGrouping } from './chooseGrouping.vscode.ts';
import { openInBrowser } from './openInBrowser.vscode.ts';
import { selectSubscriptions } from './selectSubscriptions.vscode.ts';
import type { App, Command } from '../app.ts';

/** Reads the clicked rows anew, or everything. */
const refresh: Command = {
  id: 'aci.refresh',
  failure: () => l10n.t('Could not refresh'),
  async run(app, argument, selected) {
    const several = Array.isArray(selected) ? selected.filter(isNode) : [];
    const nodes = several.length > 0 ? several : [isNode(argument) ? argument : undefined];
    await refreshNodes(app, nodes);
  },
};

export const treeCommands: readonly Command[] = [
  {
    id: 'aci.clearFilter',
    failure: () => l10n.t('Could not clear the filter'),
    run(app) {
      app.view.filter = '';
    },
  },
  /** Copies the images of containers, each once. */
  {
    id: 'aci.copyImage',
    failure: () => l10n.t('Could not copy the image'),
    async run(app, argument, selected) {
      const refs = await selectedContainers(app, argument, selected);
      await copyToClipboard([...new Set(refs.flatMap(ref => imageOf(app, ref) ?? []))]);
    },
  },
  ...groupCopies.map(copyCommand),
  { id: 'aci.filterGroups', failure: () => l10n.t('Could not filter container groups'), run: filterGroups },
  { id: 'aci.groupBy', failure: () => l10n.t('Could not group the container groups'), run: chooseGrouping },
  {
    id: 'aci.openInBrowser',
    failure: () => l10n.t('Could not open a container group in the browser'),
    run: openInBrowser,
  },
  /** Opens the group's page in the portal of its cloud, in the directory that it belongs to. */
  {
    id: 'aci.openInPortal',
    failure: () => l10n.t('Could not open the portal'),
    async run(app, argument, selected) {
      const hasPortal = ({ ref }: ContainerGroup) => app.portalUrl(ref.cloud) !== undefined;
      const [ref] = await selectedGroups(app, hasPortal, argument, selected, 'one');
      const group = ref && (app.store.group(ref) ?? (await app.store.refreshGroup(ref)));
      const url = group && groupPortalUrl(app, group);
      if (url !== undefined) await vscode.env.openExternal(vscode.Uri.parse(url, true));
    },
  },
  refresh,
  /** For the view's title, where VS Code hands over whatever row has the focus: reads everything anew. */
  { ...refresh, id: 'aci.refreshAll', run: app => refresh.run(app) },
  /** Reads again what could not be read: the row's own thing, or everything. */
  {
    id: 'aci.retry',
    failure: () => l10n.t('Could not read it again'),
    async run(app, argument) {
      await refreshNodes(app, [isNode(argument) ? argument : undefined]);
    },
  },
  {
    id: 'aci.selectSubscriptions',
    failure: () => l10n.t('Could not select subscriptions'),
    run: selectSubscriptions,
  },
];

function imageOf({ store }: App, { group: ref, container }: ContainerRef): string | undefined {
  const group = store.group(ref);
  const all = group ? [...group.containers, ...group.initContainers] : [];
  return all.find(({ name }) => name === container)?.image;
}

function groupPortalUrl(app: App, { ref, id }: ContainerGroup): string | undefined {
  const portal = app.portalUrl(ref.cloud);
  if (portal === undefined) return undefined;
  const subscription = app.store.subscriptions.find(
    known => known.id.toLowerCase() === ref.subscriptionId.toLowerCase(),
  );
  return portalPageUrl(portal, subscription?.tenantId, id);
}

/** Reads rows anew; undefined stands for everything. What the account may do is read anew, too. */
async function refreshNodes(app: App, nodes: readonly (Node | undefined)[]): Promise<void> {
  app.permissions.clear();
  app.providers.clear();
  await window.withProgress({ location: { viewId: 'aci.groups' } }, () =>
    Promise.all(nodes.map(node => refreshNode(app.store, node))),
  );
}

function copyCommand({ id, read, takesSeveral }: (typeof groupCopies)[number]): Command {
  const failures: Readonly<Record<typeof id, string>> = {
    copyResourceId: l10n.t('Could not copy the resource ID'),
    copyFqdn: l10n.t('Could not copy the FQDN'),
    copyIp: l10n.t('Could not copy the IP address'),
  };
  return {
    id: `aci.${id}`,
    failure: () => failures[id],
    async run(app, argument, selected) {
      const has = (group: ContainerGroup) => read(group) !== undefined;
      const refs = await selectedGroups(app, has, argument, selected, takesSeveral ? undefined : 'one');
      const groups = refs.flatMap(ref => app.store.group(ref) ?? []);
      await copyToClipboard(groups.flatMap(group => read(group) ?? []));
    },
  };
}
