import type { Clock } from '../clock.ts';
import type { GroupRef } from '../model/containerGroup.ts';
import { followLogs, type FollowOptions } from './followLogs.ts';
import { type GroupFollowItem, mergePositionOf } from './groupFollowItem.ts';
import { createGroupMonitor } from './groupMonitor.ts';
import type { FollowItem } from './followItem.ts';
import { mergeInOrder } from './mergeInOrder.ts';
import type { FollowSource } from './followSession.ts';

/**
 * Follows all containers of a group as one timeline: their lines, their events and the group's, and its changes of
 * state, in order of time as far as they arrive in order within 300 ms. Ends when every container's following does
 * (`followLogs`), or silently when `signal` aborts. What concerns the whole group is said once.
 */
export async function* followGroup(
  ref: GroupRef,
  containers: readonly string[],
  source: FollowSource,
  options: FollowOptions,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<GroupFollowItem, void> {
  const open = (own: AbortSignal): readonly AsyncIterable<GroupFollowItem>[] => {
    const followed = new AbortController();
    const watch = createGroupMonitor(ref, source, clock, AbortSignal.any([own, followed.signal]));
    const tell = createItemDeduplicator();
    let left = containers.length;
    async function* follow(container: string): AsyncGenerator<GroupFollowItem, void> {
      try {
        const items = followLogs({ group: ref, container }, watch.source, options, clock, own);
        for await (const item of items) yield* tell(container, item);
      } finally {
        left -= 1;
        if (left === 0) followed.abort();
      }
    }
    return [untilAborted(watch.items(), followed.signal), ...containers.map(follow)];
  };
  try {
    if (containers.length > 0) yield* mergeInOrder(open, mergePositionOf, clock, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Who speaks for whom: a group's end and its troubles are said once, and its events by the one who watches it. */
function createItemDeduplicator(): (container: string, item: FollowItem) => readonly GroupFollowItem[] {
  const inTrouble = new Set<string>();
  let isGone = false;
  return (container, item) => {
    if (item.kind === 'event') return [];
    if (item.kind === 'gone') {
      const isNews = !isGone;
      isGone = true;
      return isNews ? [{ container: undefined, item }] : [];
    }
    if (item.kind === 'trouble') {
      inTrouble.add(container);
      return inTrouble.size === 1 ? [{ container: undefined, item }] : [];
    }
    if (item.kind === 'recovered') {
      inTrouble.delete(container);
      return inTrouble.size === 0 ? [{ container: undefined, item }] : [];
    }
    return [{ container, item }];
  };
}

async function* untilAborted<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T, void> {
  try {
    yield* items;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
