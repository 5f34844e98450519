import type { Clock } from '../clock.ts';
import type { GroupRef } from '../model/containerGroup.ts';
import { followLogs, type FollowOptions } from './followLogs.ts';
import { type GroupFollowItem, mergePositionOf } from './groupFollowItem.ts';
import { createGroupMonitor } from './groupMonitor.ts';
import { lengthOf, type FollowItem } from './followItem.ts';
import { mergeInOrder } from './mergeInOrder.ts';
import type { FollowSource } from './followSource.ts';
import { linesOfWork } from './schedule/piecewise.ts';

/**
 * Follows all containers of a group as one timeline: their lines, their events and the group's, and its changes of
 * state, in order of time as far as they arrive in order within 300 ms. Ends when every container's following does
 * (`followLogs`), or silently when `signal` aborts. What concerns the whole group is given out once.
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
    const allFollowed = new AbortController();
    const monitor = createGroupMonitor(ref, source, clock, AbortSignal.any([own, allFollowed.signal]));
    const deduplicate = createItemDeduplicator();
    let remaining = containers.length;
    async function* follow(container: string): AsyncGenerator<GroupFollowItem, void> {
      try {
        const items = followLogs({ group: ref, container }, monitor.source, options, clock, own);
        for await (const item of items) yield* deduplicate(container, item);
      } finally {
        remaining -= 1;
        if (remaining === 0) allFollowed.abort();
      }
    }
    return [untilAborted(monitor.items(), allFollowed.signal), ...containers.map(follow)];
  };
  try {
    if (containers.length > 0) yield* mergeInOrder(open, mergePositionOf, clock, signal, weightOf);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function weightOf({ item }: GroupFollowItem): number {
  return linesOfWork(item.kind === 'line' ? lengthOf(item) : 0);
}

/** Gives out a group's end and its troubles once, and no events: the group monitor gives those out. */
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
