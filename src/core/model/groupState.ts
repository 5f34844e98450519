import type { Container, ContainerGroup } from './model.ts';
import type { GroupVerb } from '../azureApi.ts';

/** What a group is doing, in the words the tree shows. `unknown`: listed, but no instance view yet. */
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

/** What one may do with a group. */
export type GroupAction = GroupVerb | 'followLogs' | 'openInBrowser' | 'duplicate' | 'exec' | 'diagnose';

/** Provisioning states that aren't resting ones; Azure's docs warn that the list may grow (FACTS §3, GET). */
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

/** `CrashLoopBackOff: Back-off 10s restarting failed`, or either half of it. */
const crashLoopPattern = /crash ?loop ?back-?off|back-?off .{0,40}restarting/i;

/** Whether a container is between two attempts: ACI says `BufferedItem` with `CrashLoopBackOff…` and calls the group `RunningAz`. */
export function isCrashLooping(container: Container): boolean {
  const current = container.instanceView?.currentState;
  return current?.state.toLowerCase() === 'waiting' && crashLoopPattern.test(current.detailStatus);
}

/** The state of a group, from its provisioning state and, where a GET brought one, its instance view. */
export function groupState(group: ContainerGroup): GroupState {
  const transition = provisioningStates[group.provisioningState.toLowerCase()];
  if (transition) return transition;
  const state = instanceViewStates[group.state?.toLowerCase() ?? ''] ?? 'unknown';
  const containers = [...group.initContainers, ...group.containers];
  // One that has never come up is called `Pending` for as long as it is tried.
  const isTried = state === 'running' || state === 'pending';
  return isTried && containers.some(isCrashLooping) ? 'crashLooping' : state;
}

/** Whether the group's state will change without anyone doing anything: worth asking again soon. */
export function isTransitioning(group: ContainerGroup): boolean {
  return ['pending', 'updating', 'deleting'].includes(groupState(group));
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

/** The one table of what may be done with a group as it is: menus, guards and pickers all ask here. */
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
