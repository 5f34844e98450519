import type { GroupVerb } from '../azureApi.ts';
import { type ContainerGroup, containersOfGroup } from './containerGroup.ts';
import { isCrashLooping } from './containerState.ts';

/** What the tree shows as a group's state. `unknown`: listed, but its instance view has not been read. */
export type GroupState =
  | 'unknown'
  | 'pending'
  | 'running'
  | 'crashLooping'
  | 'succeeded'
  | 'failed'
  | 'stopped'
  | 'updating'
  | 'deleting';

/** What can be done with a group. */
export type GroupAction = GroupVerb | 'followLogs' | 'openInBrowser' | 'duplicate' | 'exec' | 'diagnose';

/** Provisioning states that say more than the instance view; Azure's documentation warns that the list may grow. */
const provisioningStates: Readonly<Record<string, GroupState>> = {
  pending: 'pending',
  creating: 'pending',
  updating: 'updating',
  repairing: 'updating',
  deleting: 'deleting',
  failed: 'failed',
  canceled: 'failed',
  unhealthy: 'failed',
};

const instanceViewStates: Readonly<Record<string, GroupState>> = {
  running: 'running',
  pending: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  stopped: 'stopped',
};

/** The state of a group, from its provisioning state and, where a GET brought one, its instance view. */
export function groupState(group: ContainerGroup): GroupState {
  const transition = provisioningStates[group.provisioningState.toLowerCase()];
  if (transition) return transition;
  const state = instanceViewStates[group.state?.toLowerCase() ?? ''] ?? 'unknown';
  // A group that has never started stays `Pending` while its containers are tried again.
  const mayCrashLoop = state === 'running' || state === 'pending';
  return mayCrashLoop && containersOfGroup(group).some(isCrashLooping) ? 'crashLooping' : state;
}

const transitionStates: ReadonlySet<GroupState> = new Set<GroupState>(['pending', 'updating', 'deleting']);
const finishedStates: ReadonlySet<GroupState> = new Set<GroupState>(['succeeded', 'failed', 'stopped']);

/** Whether the group's state will soon change by itself. */
export function isTransitioning(group: ContainerGroup): boolean {
  return transitionStates.has(groupState(group));
}

/** Whether the group has ended: nothing runs in it until someone starts it. */
export function isFinished(group: ContainerGroup): boolean {
  return finishedStates.has(groupState(group));
}

/** When its last container ended (ms since the epoch); undefined where Azure doesn't say. */
export function finishedAt(group: ContainerGroup): number | undefined {
  const times = containersOfGroup(group).flatMap(
    ({ instanceView }) => instanceView?.currentState?.finishTime ?? [],
  );
  return times.length === 0 ? undefined : Math.max(...times);
}

const actionsByState: Readonly<Record<GroupState, readonly GroupAction[]>> = {
  unknown: [
    'start',
    'stop',
    'restart',
    'delete',
    'followLogs',
    'openInBrowser',
    'duplicate',
    'exec',
    'diagnose',
  ],
  pending: ['delete', 'followLogs', 'duplicate', 'diagnose'],
  running: ['stop', 'restart', 'delete', 'followLogs', 'openInBrowser', 'duplicate', 'exec', 'diagnose'],
  crashLooping: ['stop', 'restart', 'delete', 'followLogs', 'openInBrowser', 'duplicate', 'exec', 'diagnose'],
  succeeded: ['start', 'delete', 'followLogs', 'duplicate', 'diagnose'],
  failed: ['start', 'delete', 'followLogs', 'duplicate', 'diagnose'],
  stopped: ['start', 'delete', 'followLogs', 'duplicate', 'diagnose'],
  updating: ['delete', 'followLogs', 'duplicate', 'diagnose'],
  deleting: [],
};

/** What can be done with a group in its state: the one table for menus, checks and pickers. */
export function allowedActions(group: ContainerGroup): readonly GroupAction[] {
  const allowed = actionsByState[groupState(group)];
  return browserUrls(group).length > 0 ? allowed : allowed.filter(action => action !== 'openInBrowser');
}

/** Addresses a browser may open, one per public TCP port: the FQDN where there is one, else the IP. */
export function browserUrls(group: ContainerGroup): readonly string[] {
  const address = group.ipAddress;
  const host = address?.fqdn ?? address?.ip;
  if (address?.type !== 'Public' || host === undefined) return [];
  return address.ports
    .filter(({ protocol }) => protocol === 'TCP')
    .map(({ port }) => {
      if (port === 443) return `https://${host}/`;
      return port === 80 ? `http://${host}/` : `http://${host}:${port}/`;
    });
}
