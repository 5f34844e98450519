/** Which rows are below which: from what the store knows and how the person wants to see it. */
import * as l10n from '@vscode/l10n';
import type { AciError } from '../../core/errors.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import type { Subscription } from '../../core/model/subscription.ts';
import { filterWords } from './filter.ts';
import { folderOf, foldersOf, groupsIn, groupsByFolder } from './folders.ts';
import {
  emptyRow,
  errorRow,
  loadingRow,
  nothingRow,
  problemRows,
  signedOutRows,
  unregisteredRow,
} from './messageRows.ts';
import type { FolderNode, GroupNode, Node } from './nodes.ts';
import type { TreeSource } from './treeSource.ts';

/** The rows below `node`, or the topmost ones. */
export function childrenOf(node: Node | undefined, source: TreeSource): readonly Node[] {
  if (!node) return roots(source);
  switch (node.kind) {
    case 'subscription':
      return belowSubscription(node, source);
    case 'folder':
      return belowFolder(node, source);
    case 'group':
      return belowGroup(node, source);
    case 'tenant':
    case 'container':
    case 'message':
      return [];
  }
}

/** The row above `node`; `undefined` for the topmost ones and for what the store doesn't know. */
export function parentOf(node: Node, { store, options }: TreeSource): Node | undefined {
  switch (node.kind) {
    case 'tenant':
    case 'subscription':
      return undefined;
    case 'folder': {
      const id = node.subscriptionId.toLowerCase();
      const subscription = store.subscriptions.find(s => s.id.toLowerCase() === id);
      return subscription && { kind: 'subscription', subscription };
    }
    case 'group': {
      const group = store.group(node.ref);
      return group && folderOf(group, options);
    }
    case 'container':
      return { kind: 'group', ref: node.ref.group };
    case 'message':
      return node.parent;
  }
}

function roots(source: TreeSource): readonly Node[] {
  const { store, options } = source;
  if (options.account === 'signedOut') return signedOutRows(source);
  if (options.account === 'starting') return [loadingRow('starting', undefined, l10n.t('Connecting…'))];
  const { tenants } = store;
  if (tenants.kind === 'loading') return [loadingRow('tenants', undefined, l10n.t('Reading subscriptions…'))];
  const failed = (error: AciError) =>
    errorRow('tenants', undefined, l10n.t('Could not read your tenants'), error);
  if (tenants.kind === 'failed') return [failed(tenants.error)];
  const stale = tenants.error ? [failed(tenants.error)] : [];
  const rows = [...stale, ...problemRows(source), ...tenantRows(source), ...subscriptionRows(source)];
  return rows.length > 0 ? rows : [nothingRow(source)];
}

/** Tenants that are being read, or could not be: one row each, beside what the others brought. */
function tenantRows({ store }: TreeSource): readonly Node[] {
  const entries = store.tenants.kind === 'ready' ? store.tenants.value : [];
  const rows = entries.flatMap(({ tenant, subscriptions }): Node[] => {
    const error = subscriptions.kind === 'loading' ? undefined : subscriptions.error;
    if (!error) return [];
    return entries.length === 1
      ? [errorRow('subscriptions', undefined, l10n.t('Could not read your subscriptions'), error)]
      : [{ kind: 'tenant', tenant, error }];
  });
  const isReading = entries.some(({ subscriptions }) => subscriptions.kind === 'loading');
  return isReading
    ? [...rows, loadingRow('subscriptions', undefined, l10n.t('Reading subscriptions…'))]
    : rows;
}

function subscriptionRows(source: TreeSource): readonly Node[] {
  const { store, options } = source;
  const isFiltered = filterWords(options.filter).length > 0;
  const hides = ({ id }: Subscription) =>
    isFiltered && store.groups(id)?.kind === 'ready' && groupsByFolder(id, source).size === 0;
  return store.subscriptions
    .filter(subscription => store.isSelected(subscription.id) && !hides(subscription))
    .sort((a, b) => a.displayName.localeCompare(b.displayName))
    .map(subscription => ({ kind: 'subscription', subscription }));
}

function belowSubscription(
  node: Extract<Node, { kind: 'subscription' }>,
  source: TreeSource,
): readonly Node[] {
  const { store, options } = source;
  const list = store.groups(node.subscription.id);
  if (list === undefined || list.kind === 'loading') {
    return [loadingRow('groups', node, l10n.t('Reading container groups…'))];
  }
  const listFailed = (error: AciError) =>
    errorRow('groups', node, l10n.t('Could not read the container groups'), error);
  if (list.kind === 'failed') return [listFailed(list.error)];
  const resourceGroups = options.showEmptyResourceGroups
    ? store.resourceGroups(node.subscription.id)
    : undefined;
  const resourceGroupError =
    resourceGroups && resourceGroups.kind !== 'loading' ? resourceGroups.error : undefined;
  const rows = [
    ...(list.error ? [listFailed(list.error)] : []),
    ...(resourceGroupError
      ? [errorRow('resourceGroups', node, l10n.t('Could not read the resource groups'), resourceGroupError)]
      : []),
    ...foldersOf(node.subscription.id, source),
  ];
  if (rows.length > 0) return rows;
  if (source.isUnregistered?.(node.subscription.id)) return [unregisteredRow(node)];
  return [emptyRow(node, l10n.t('No container groups yet'))];
}

function belowFolder(node: FolderNode, source: TreeSource): readonly Node[] {
  const rows = groupsIn(node, source).map(({ ref }): GroupNode => ({ kind: 'group', ref }));
  return rows.length > 0 ? rows : [emptyRow(node, l10n.t('No container groups'))];
}

function belowGroup({ ref }: { readonly ref: GroupRef }, { store }: TreeSource): readonly Node[] {
  const group = store.group(ref);
  if (!group) return [];
  return [...group.initContainers, ...group.containers].map(({ name, isInit }) => ({
    kind: 'container',
    ref: { group: ref, container: name },
    isInit,
  }));
}
