import { type GroupState, groupState } from './groupState.ts';
import type { ContainerGroup } from './containerGroup.ts';

const ended: ReadonlySet<GroupState> = new Set<GroupState>(['succeeded', 'failed', 'stopped']);

/** Whether the group has come to an end: nothing runs in it, and nothing will unless someone starts it. */
export function isFinished(group: ContainerGroup): boolean {
  return ended.has(groupState(group));
}

/** When its last container ended (ms since the epoch); undefined where Azure doesn't say. */
export function finishedAt(group: ContainerGroup): number | undefined {
  const times = [...group.initContainers, ...group.containers].flatMap(
    ({ instanceView }) => instanceView?.currentState?.finishTime ?? [],
  );
  return times.length === 0 ? undefined : Math.max(...times);
}
