/** From model to what a row shows, as plain data: no editor needed. */
import * as l10n from '@vscode/l10n';
import { canBeRebuilt } from '../../core/builds/registryImage.ts';
import { groupCopies } from './groupCopies.ts';
import type { AciError, ErrorKind } from '../../core/errors.ts';
import { allowedActions, type GroupState, groupState } from '../../core/model/groupState.ts';
import type { GroupStore } from '../../core/store/groupStore.ts';
import type { Container, ContainerGroup, ContainerRef } from '../../core/model/containerGroup.ts';
import { hasProblem } from '../../core/model/groupHealth.ts';
import { containerLook, containerStateLabel, groupLooks, type Icon } from './looks.ts';
import type {
  ContainerNode,
  FolderNode,
  GroupNode,
  MessageNode,
  Node,
  SubscriptionNode,
  TenantNode,
} from './nodes.ts';
import { stateLabel } from './stateLabel.ts';
import {
  containerTooltip,
  errorTooltip,
  folderTooltip,
  groupTooltip,
  subscriptionTooltip,
} from './tooltips.ts';

/** A row of the tree. */
export interface Row {
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  /**
   * Markdown without trust and without HTML; foreign text is escaped. Made when someone asks for it: of thousands of
   * rows few are pointed at.
   */
  readonly tooltip: string;
  /** `;token;token;`, sorted: what menus ask with `viewItem =~ /;token;/`. */
  readonly contextValue: string;
  readonly accessibilityLabel: string;
  readonly collapsible: 'none' | 'collapsed' | 'expanded';
}

/** What presenting needs beside the row's own data. */
export interface PresentDeps {
  readonly store: Pick<GroupStore, 'group' | 'groups' | 'failure'>;
  /** What a person can do about an error. */
  readonly advice: (kind: ErrorKind, host?: string) => string;
  readonly isFollowed: (ref: ContainerRef) => boolean;
  readonly isUnregistered?: (subscriptionId: string) => boolean;
  /** ms since the epoch. */
  readonly now: number;
  /** A time (ms since the epoch) in this machine's zone and language. */
  readonly localTime: (time: number) => string;
  /** The tag whose values are folders when groups are gathered by tag. */
  readonly tag: string;
  /** Whether the row is to be drawn open. */
  readonly isOpen: (node: Node) => boolean;
}

/** What the row of `node` shows. */
export function present(node: Node, around: PresentDeps): Row {
  switch (node.kind) {
    case 'tenant':
      return tenantRow(node, around);
    case 'subscription':
      return subscriptionRow(node, around);
    case 'folder':
      return folderRow(node, around);
    case 'group':
      return groupRow(node, around);
    case 'container':
      return containerRow(node, around);
    case 'message':
      return messageRow(node, around);
  }
}

function tenantRow({ tenant, error }: TenantNode, { advice }: PresentDeps): Row {
  const advised =
    error.kind === 'signedOut' ? l10n.t('Sign in to this tenant.') : advice(error.kind, error.host);
  const sentence = joined([advised, tenant.account?.label]);
  return {
    label: tenant.displayName,
    description: sentence,
    icon: { id: 'error', color: 'charts.red' },
    get tooltip() {
      return errorTooltip(tenant.displayName, error, { advice });
    },
    contextValue: contextValue(['retry', 'signInToTenant']),
    accessibilityLabel: l10n.t('Tenant {0} could not be read. {1}', tenant.displayName, sentence),
    collapsible: 'none',
  };
}

function subscriptionRow(node: SubscriptionNode, around: PresentDeps): Row {
  const { subscription } = node;
  const { store, advice } = around;
  const list = store.groups(subscription.id);
  const error = list === undefined || list.kind === 'loading' ? undefined : list.error;
  const isUnregistered = around.isUnregistered?.(subscription.id) ?? false;
  const disabled = subscription.state === 'Enabled' ? '' : subscription.state;
  const description = error ? l10n.t('could not be read') : disabled;
  return {
    label: subscription.displayName,
    description,
    icon: error ? { id: 'warning', color: 'charts.red' } : { id: 'key', color: undefined },
    get tooltip() {
      return error
        ? errorTooltip(subscription.displayName, error, { advice })
        : subscriptionTooltip(subscription);
    },
    contextValue: contextValue([
      'createGroup',
      'showUsage',
      'refresh',
      ...(error ? ['retry'] : []),
      ...(isUnregistered ? ['register'] : []),
    ]),
    accessibilityLabel: joined([l10n.t('Subscription {0}', subscription.displayName), description]),
    collapsible: around.isOpen(node) ? 'expanded' : 'collapsed',
  };
}

function folderRow(node: FolderNode, { tag, isOpen }: PresentDeps): Row {
  const icons = { resourceGroup: 'symbol-namespace', location: 'globe', tag: 'tag' };
  const spoken = {
    resourceGroup: l10n.t('Resource group {0}', node.name),
    location: l10n.t('Location {0}', node.name),
    tag: l10n.t('Tag {0}: {1}', tag, node.name),
  };
  const untagged = node.by === 'tag' && node.name === '';
  const label = untagged ? l10n.t('without the tag "{0}"', tag) : node.name;
  return {
    label,
    description: '',
    icon: { id: icons[node.by], color: undefined },
    get tooltip() {
      return folderTooltip(untagged ? label : spoken[node.by]);
    },
    contextValue: contextValue(
      node.by === 'resourceGroup'
        ? ['access', 'cost', 'createGroup', 'deployments', 'refresh', 'showUsage']
        : ['refresh', 'showUsage'],
    ),
    accessibilityLabel: untagged ? label : spoken[node.by],
    collapsible: isOpen(node) ? 'expanded' : 'collapsed',
  };
}

function groupRow(node: GroupNode, around: PresentDeps): Row {
  const { ref } = node;
  const { store } = around;
  const group = store.group(ref);
  if (!group) return goneRow(ref.name);
  const failure = store.failure(ref);
  const state = groupState(group);
  const all = [...group.initContainers, ...group.containers];
  const isFollowed = all.some(({ name }) => around.isFollowed({ group: ref, container: name }));
  const parts = [
    failure ? l10n.t('state could not be read') : shownState(state),
    group.ipAddress?.ip,
    containerCount(group),
    isFollowed ? l10n.t('following') : undefined,
  ];
  return {
    label: group.ref.name,
    description: joined(parts),
    icon: failure ? { id: 'question', color: 'charts.red' } : groupLooks[state],
    get tooltip() {
      return groupTooltip(group, failure, around);
    },
    contextValue: contextValue(groupTokens(group, isFollowed)),
    accessibilityLabel: l10n.t('Container group {0}', [group.ref.name, ...nonEmpty(parts)].join(', ')),
    collapsible: around.isOpen(node) ? 'expanded' : 'collapsed',
  };
}

function containerRow({ ref, isInit }: ContainerNode, around: PresentDeps): Row {
  const group = around.store.group(ref.group);
  const container = group && findContainer(group, ref.container, isInit);
  if (!container) return goneRow(ref.container);
  const state = containerStateLabel(container);
  const isFollowed = around.isFollowed(ref);
  const restarts = container.instanceView?.restartCount ?? 0;
  const parts = [
    isInit ? l10n.t('init') : undefined,
    state,
    restarts > 0 ? (restarts === 1 ? l10n.t('1 restart') : l10n.t('{0} restarts', restarts)) : undefined,
    isFollowed ? l10n.t('following') : undefined,
  ];
  return {
    label: container.name,
    description: joined(parts),
    icon: containerLook(container),
    get tooltip() {
      return containerTooltip(container, around);
    },
    contextValue: contextValue(containerTokens(group, container, isFollowed)),
    accessibilityLabel: l10n.t(
      'Container {0}',
      [container.name, ...nonEmpty(parts), l10n.t('image {0}', container.image)].join(', '),
    ),
    collapsible: 'none',
  };
}

/** What menus may offer for a group: the table of actions, and what needs no more than that there is something. */
function groupTokens(group: ContainerGroup, isFollowed: boolean): readonly string[] {
  const allowed = allowedActions(group);
  const several = group.containers.length + group.initContainers.length > 1;
  const isTroubled = hasProblem(group);
  const has: Readonly<Record<string, boolean>> = {
    whyFailed: isTroubled && allowed.includes('diagnose'),
    followAll: several && allowed.includes('followLogs'),
    following: isFollowed,
    buildAndUpdate: canBeRebuilt(group) && allowed.includes('duplicate'),
    openInPortal: group.ref.cloud !== 'emulator', // which has none
  };
  const there = Object.keys(has).filter(token => has[token]);
  // The same by another name: of what is well one doesn't ask why it failed.
  const actions = allowed.filter(action => action !== 'diagnose' || !isTroubled);
  const copies = groupCopies.filter(({ read }) => read(group) !== undefined).map(({ id }) => id);
  return [...actions, ...there, ...copies, 'refresh', 'viewProperties'];
}

function containerTokens(
  group: ContainerGroup,
  container: Container,
  isFollowed: boolean,
): readonly string[] {
  const allowed = allowedActions(group);
  const runs = container.instanceView?.currentState?.state.toLowerCase() === 'running';
  return [
    'container',
    'copyImage',
    ...(allowed.includes('followLogs') ? ['followLogs'] : []),
    ...(allowed.includes('exec') && runs ? ['exec'] : []),
    ...(isFollowed ? ['following'] : []),
  ];
}

/** The row's label says already what to do about a session that has ended. */
function errorSentence({ kind, host }: AciError, { advice }: Pick<PresentDeps, 'advice'>): string {
  return kind === 'signedOut' ? l10n.t('Your sign-in has ended.') : advice(kind, host);
}

function messageRow(node: MessageNode, { advice }: PresentDeps): Row {
  const sentence = node.error ? errorSentence(node.error, { advice }) : node.description;
  const icons: Record<MessageNode['icon'], Icon> = {
    loading: { id: 'loading~spin', color: undefined },
    info: { id: 'info', color: undefined },
    error: { id: 'error', color: 'charts.red' },
  };
  return {
    label: node.label,
    description: sentence ?? '',
    icon: icons[node.icon],
    get tooltip() {
      return node.error
        ? errorTooltip(node.label, node.error, { advice })
        : folderTooltip(joined([node.label, node.description]));
    },
    contextValue: contextValue(node.error ? ['retry'] : []),
    accessibilityLabel: joined([node.label, sentence]),
    collapsible: 'none',
  };
}

/** A row whose thing left the store a moment ago, until the tree is drawn anew. */
function goneRow(label: string): Row {
  const description = l10n.t('no longer exists');
  return {
    label,
    description,
    icon: { id: 'circle-slash', color: 'descriptionForeground' },
    tooltip: '',
    contextValue: '',
    accessibilityLabel: joined([label, description]),
    collapsible: 'none',
  };
}

function shownState(state: GroupState): string | undefined {
  return state === 'unknown' ? undefined : stateLabel(state);
}

function containerCount(group: ContainerGroup): string {
  const count = group.containers.length;
  return count === 1 ? l10n.t('1 container') : l10n.t('{0} containers', count);
}

/** The container or init container of that name. */
export function findContainer(group: ContainerGroup, name: string, isInit: boolean): Container | undefined {
  return (isInit ? group.initContainers : group.containers).find(container => container.name === name);
}

function contextValue(tokens: readonly string[]): string {
  return tokens.length === 0 ? '' : `;${[...new Set(tokens)].sort().join(';')};`;
}

function nonEmpty(parts: readonly (string | undefined)[]): readonly string[] {
  return parts.filter((part): part is string => part !== undefined && part !== '');
}

function joined(parts: readonly (string | undefined)[]): string {
  return nonEmpty(parts).join(' · ');
}
