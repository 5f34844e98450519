/** Which rows are below which: from what the store knows and how the person wants to see it. */
import type { AciError } from '../../core/errors.ts';
import type { GroupStore } from '../../core/groupStore.ts';
import type { ContainerGroup, GroupRef, Subscription } from '../../core/model.ts';
import type { SignedIn } from '../account/connection.ts';
import { filterWords, matches } from './filter.ts';
import {
  type FolderNode,
  folderKey,
  type GroupBy,
  type GroupNode,
  type MessageNode,
  type Node,
  nodeId,
} from './nodes.ts';
import type { Translate } from '../translate.ts';

/** How the person wants to see the tree. */
export interface TreeOptions {
  readonly account: 'starting' | 'signedOut' | 'signedIn';
  readonly groupBy: GroupBy;
  /** The tag whose values are folders when `groupBy` is `tag`. */
  readonly tag: string;
  /** As typed; '' shows everything. */
  readonly filter: string;
  readonly showEmptyResourceGroups: boolean;
}

export interface TreeSource {
  readonly store: Pick<
    GroupStore,
    'tenants' | 'subscriptions' | 'isSelected' | 'groups' | 'group' | 'resourceGroups' | 'allGroups'
  >;
  readonly options: TreeOptions;
  /** Who is looked through, or should be; nobody where it is absent. */
  readonly accounts?: readonly Pick<SignedIn, 'id' | 'label' | 'isSignedIn' | 'problem'>[];
  /** Whether it is known that container instances aren't registered in the subscription. */
  readonly isUnregistered?: (subscriptionId: string) => boolean;
  readonly t: Translate;
}

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

/** The folder that a group is in. */
export function folderOf(group: ContainerGroup, { groupBy, tag }: TreeOptions): FolderNode {
  const names = {
    resourceGroup: group.ref.resourceGroup,
    location: group.location,
    tag: tagValue(group, tag),
  };
  return { kind: 'folder', subscriptionId: group.ref.subscriptionId, by: groupBy, name: names[groupBy] };
}

/** ARM compares the names of tags without case. */
function tagValue({ tags }: ContainerGroup, tag: string): string {
  const wanted = tag.toLowerCase();
  return Object.entries(tags).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
}

/** The groups in a folder that the filter leaves, by name. */
export function groupsIn(folder: FolderNode, source: TreeSource): readonly ContainerGroup[] {
  return sorted(folder.subscriptionId, source).get(nodeId(folder))?.groups ?? [];
}

interface SortedFolder {
  readonly folder: FolderNode;
  readonly groups: readonly ContainerGroup[];
}

/** By folder (`nodeId`). */
type Sorted = ReadonlyMap<string, SortedFolder>;

/** How a list of groups was sorted last, and for which options. Each of its open folders asks in every drawing. */
const remembered = new WeakMap<
  readonly ContainerGroup[],
  { readonly options: TreeOptions; readonly folders: Sorted }
>();

function sorted(subscriptionId: string, { store, options, t }: TreeSource): Sorted {
  const list = store.groups(subscriptionId);
  if (list?.kind !== 'ready') return new Map();
  const known = remembered.get(list.value);
  if (known && sortsAlike(known.options, options)) return known.folders;
  const folders = sortedIntoFolders(list.value, options, t);
  remembered.set(list.value, { options, folders });
  return folders;
}

function sortsAlike(a: TreeOptions, b: TreeOptions): boolean {
  return a.groupBy === b.groupBy && a.tag === b.tag && a.filter === b.filter;
}

function sortedIntoFolders(list: readonly ContainerGroup[], options: TreeOptions, t: Translate): Sorted {
  const words = filterWords(options.filter);
  const found = new Map<string, { readonly folder: FolderNode; readonly groups: ContainerGroup[] }>();
  for (const group of list) {
    if (!matches(group, words, t)) continue;
    const folder = folderOf(group, options);
    const id = nodeId(folder);
    const known = found.get(id);
    if (known) known.groups.push(group);
    else found.set(id, { folder, groups: [group] });
  }
  for (const { groups } of found.values()) groups.sort(byName);
  return found;
}

function byName(a: ContainerGroup, b: ContainerGroup): number {
  return a.ref.name.localeCompare(b.ref.name);
}

/** How many groups the filter leaves, of how many known. */
export function filterCount({ store, options, t }: TreeSource): {
  readonly shown: number;
  readonly all: number;
} {
  const words = filterWords(options.filter);
  const all = store.allGroups;
  return { shown: all.filter(group => matches(group, words, t)).length, all: all.length };
}

function roots(source: TreeSource): readonly Node[] {
  const { store, options, t } = source;
  if (options.account === 'signedOut') return signedOutRows(source);
  if (options.account === 'starting') return [loadingRow('starting', undefined, t('Connecting…'))];
  const { tenants } = store;
  if (tenants.kind === 'loading') return [loadingRow('tenants', undefined, t('Reading subscriptions…'))];
  const failed = (error: AciError) =>
    errorRow('tenants', undefined, t('Could not read your tenants'), error, t);
  if (tenants.kind === 'failed') return [failed(tenants.error)];
  const stale = tenants.error ? [failed(tenants.error)] : [];
  const rows = [...stale, ...problemRows(source), ...tenantRows(source), ...subscriptionRows(source)];
  return rows.length > 0 ? rows : [nothingRow(source)];
}

/** Why those that should be signed in are not; where nobody should be, the welcome view takes the place. */
function signedOutRows(source: TreeSource): readonly Node[] {
  const { t } = source;
  const problems = problemRows(source);
  if (problems.length === 0) return [];
  const another = { id: 'aci.signIn', title: t('Sign In to Azure'), arguments: [] };
  const emulator = { id: 'aci.tryEmulator', title: t('Try It Without an Azure Account'), arguments: [] };
  return [
    ...problems,
    infoRow('signIn', undefined, t('Sign in another way'), { description: '', command: another }),
    infoRow('tryEmulator', undefined, t('Try it without an Azure account'), {
      description: '',
      command: emulator,
    }),
  ];
}

/** Accounts that can't be looked through: one row each, beside what the others see. */
function problemRows({ accounts = [], t }: TreeSource): readonly Node[] {
  return accounts.flatMap(({ id, label, isSignedIn, problem }): Node[] => {
    if (!problem) return [];
    return [
      {
        kind: 'message',
        id: `account/${id}`,
        parent: undefined,
        label: isSignedIn ? t('Could not read an account') : t('Could not sign in'),
        description: `${label} · ${problem.message}`,
        icon: 'error',
        command: { id: 'aci.signIn', title: t('Sign In to Azure'), arguments: ['again', id] },
      },
    ];
  });
}

/** Tenants that are being read, or could not be: one row each, beside what the others brought. */
function tenantRows({ store, t }: TreeSource): readonly Node[] {
  const entries = store.tenants.kind === 'ready' ? store.tenants.value : [];
  const rows = entries.flatMap(({ tenant, subscriptions }): Node[] => {
    const error = subscriptions.kind === 'loading' ? undefined : subscriptions.error;
    if (!error) return [];
    return entries.length === 1
      ? [errorRow('subscriptions', undefined, t('Could not read your subscriptions'), error, t)]
      : [{ kind: 'tenant', tenant, error }];
  });
  const isReading = entries.some(({ subscriptions }) => subscriptions.kind === 'loading');
  return isReading ? [...rows, loadingRow('subscriptions', undefined, t('Reading subscriptions…'))] : rows;
}

function subscriptionRows(source: TreeSource): readonly Node[] {
  const { store, options } = source;
  const isFiltered = filterWords(options.filter).length > 0;
  const hides = ({ id }: Subscription) =>
    isFiltered && store.groups(id)?.kind === 'ready' && sorted(id, source).size === 0;
  return store.subscriptions
    .filter(subscription => store.isSelected(subscription.id) && !hides(subscription))
    .sort((a, b) => a.displayName.localeCompare(b.displayName))
    .map(subscription => ({ kind: 'subscription', subscription }));
}

/** Why there is no row at all, and what to do. */
function nothingRow({ store, options, t }: TreeSource): Node {
  const selected = store.subscriptions.filter(({ id }) => store.isSelected(id));
  if (store.subscriptions.length === 0) {
    return infoRow('noSubscriptions', undefined, t('No subscriptions'), {
      description: t('This account can see none. Click to use another account.'),
      command: { id: 'aci.showAccount', title: t('Account and Cloud…'), arguments: [] },
    });
  }
  if (selected.length === 0) {
    return infoRow('noneSelected', undefined, t('No subscription is selected'), {
      description: t('Click to select some.'),
      command: { id: 'aci.selectSubscriptions', title: t('Select Subscriptions…'), arguments: [] },
    });
  }
  return infoRow('noMatch', undefined, t('No container group matches "{0}"', options.filter), {
    description: t('Click to clear the filter.'),
    command: { id: 'aci.clearFilter', title: t('Clear Filter'), arguments: [] },
  });
}

function belowSubscription(
  node: Extract<Node, { kind: 'subscription' }>,
  source: TreeSource,
): readonly Node[] {
  const { store, options, t } = source;
  const list = store.groups(node.subscription.id);
  if (list === undefined || list.kind === 'loading') {
    return [loadingRow('groups', node, t('Reading container groups…'))];
  }
  const listFailed = (error: AciError) =>
    errorRow('groups', node, t('Could not read the container groups'), error, t);
  if (list.kind === 'failed') return [listFailed(list.error)];
  const resourceGroups = options.showEmptyResourceGroups
    ? store.resourceGroups(node.subscription.id)
    : undefined;
  const resourceGroupError =
    resourceGroups && resourceGroups.kind !== 'loading' ? resourceGroups.error : undefined;
  const rows = [
    ...(list.error ? [listFailed(list.error)] : []),
    ...(resourceGroupError
      ? [errorRow('resourceGroups', node, t('Could not read the resource groups'), resourceGroupError, t)]
      : []),
    ...folders(node.subscription.id, source),
  ];
  if (rows.length > 0) return rows;
  if (source.isUnregistered?.(node.subscription.id)) return [unregisteredRow(node, t)];
  return [emptyRow(node, t('No container groups yet'), t)];
}

function folders(subscriptionId: string, source: TreeSource): readonly FolderNode[] {
  const { store, options } = source;
  const found = new Map<string, FolderNode>();
  for (const { folder } of sorted(subscriptionId, source).values()) {
    found.set(folderKey(folder.by, folder.name), folder);
  }
  const known = store.resourceGroups(subscriptionId);
  const wantsEmpty = options.showEmptyResourceGroups && filterWords(options.filter).length === 0;
  if (wantsEmpty && options.groupBy === 'resourceGroup' && known?.kind === 'ready') {
    // ARM spells a resource group best where it is the thing itself.
    for (const { name } of known.value) {
      found.set(folderKey('resourceGroup', name), {
        kind: 'folder',
        subscriptionId,
        by: 'resourceGroup',
        name,
      });
    }
  }
  // Groups without the tag come last.
  return [...found.values()].sort(
    (a, b) => Number(a.name === '') - Number(b.name === '') || a.name.localeCompare(b.name),
  );
}

function belowFolder(node: FolderNode, source: TreeSource): readonly Node[] {
  const rows = groupsIn(node, source).map(({ ref }): GroupNode => ({ kind: 'group', ref }));
  return rows.length > 0 ? rows : [emptyRow(node, source.t('No container groups'), source.t)];
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

function loadingRow(id: string, parent: Node | undefined, label: string): MessageNode {
  return { kind: 'message', id: `loading/${id}`, parent, label, icon: 'loading' };
}

function infoRow(
  id: string,
  parent: Node | undefined,
  label: string,
  more: Pick<MessageNode, 'description' | 'command'>,
): MessageNode {
  return { kind: 'message', id, parent, label, icon: 'info', ...more };
}

function emptyRow(parent: Node, label: string, t: Translate): MessageNode {
  return infoRow('empty', parent, label, {
    description: t('Click to create one.'),
    command: { id: 'aci.createGroup', title: t('Create Container Group…'), arguments: [parent] },
  });
}

function unregisteredRow(parent: Node, t: Translate): MessageNode {
  return infoRow('unregistered', parent, t('Not registered'), {
    description: t('Click to register container instances here.'),
    command: { id: 'aci.registerProvider', title: t('Register Container Instances…'), arguments: [parent] },
  });
}

function errorRow(
  id: string,
  parent: Node | undefined,
  label: string,
  error: AciError,
  t: Translate,
): MessageNode {
  const signsIn = error.kind === 'signedOut';
  const command = { ...remedy(error, t), arguments: signsIn ? ['again'] : parent ? [parent] : [] };
  // What to do comes first where a narrow side bar shows little more than the label.
  const said = error.kind === 'signedOut' ? t('Sign in to Azure again') : label;
  return { kind: 'message', id: `failed/${id}`, parent, label: said, icon: 'error', error, command };
}

/** What a click on a row that failed does. */
export function remedy(error: AciError, t: Translate): { readonly id: string; readonly title: string } {
  if (error.kind === 'signedOut') return { id: 'aci.signIn', title: t('Sign In to Azure') };
  if (error.kind === 'notRegistered')
    return { id: 'aci.registerProvider', title: t('Register Container Instances…') };
  return { id: 'aci.retry', title: t('Retry') };
}
