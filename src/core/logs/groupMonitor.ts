import { isGroupChange } from '../activity/activityEntry.ts';
import type { Clock } from '../clock.ts';
import { AciError, isAbort } from '../errors.ts';
import { groupState, type GroupState } from '../model/groupState.ts';
import type { ContainerEvent, ContainerGroup, GroupRef } from '../model/containerGroup.ts';
import { createWakeSignal } from './schedule/wakeSignal.ts';
import { type GroupFollowItem, timeOf } from './groupFollowItem.ts';
import { activityBefore, activityInterval, groupRefreshInterval } from './timings.ts';
import type { FollowSource } from './followSource.ts';
import { createSeenEvents } from './seenEvents.ts';

/** Gives out a group's state changes and events, from every answer that any follower of its containers gets. */
export interface GroupMonitor {
  /** `source`, whose answers about the group are used, too. */
  readonly source: FollowSource;
  /** Begins with the group's state and past events. Ends, with the signal, by throwing its reason. */
  items(): AsyncGenerator<GroupFollowItem, void>;
}

export function createGroupMonitor(
  ref: GroupRef,
  source: FollowSource,
  clock: Clock,
  signal: AbortSignal,
): GroupMonitor {
  const wakeSignal = createWakeSignal(clock, signal);
  const seenEvents = createSeenEvents();
  let pending: GroupFollowItem[] = [];
  let state: GroupState | undefined;
  let refreshAt = clock.now();

  function newEventItems(
    container: string | undefined,
    events: readonly ContainerEvent[],
  ): GroupFollowItem[] {
    return seenEvents
      .takeNew(events, container)
      .map(event => ({ container, item: { kind: 'event', event } }));
  }

  function applyGroup(group: ContainerGroup): void {
    refreshAt = clock.now() + groupRefreshInterval;
    const events = [
      ...newEventItems(undefined, group.events),
      ...[...group.initContainers, ...group.containers].flatMap(({ name, instanceView }) =>
        newEventItems(name, instanceView?.events ?? []),
      ),
    ];
    // `mergeInOrder` keeps each source's own order.
    pending.push(...events.sort((a, b) => (timeOf(a) ?? 0) - (timeOf(b) ?? 0)));
    const now = groupState(group);
    if (now !== state) pending.push({ container: undefined, item: { kind: 'state', state: now } });
    state = now;
    if (pending.length > 0) wakeSignal.wake();
  }

  /** Asks who did what, now and again: Azure tells of it some minutes later. */
  async function watchActivity(own: AbortSignal): Promise<void> {
    const { activity } = source;
    if (!activity) return;
    const shown = new Set<string>();
    const from = clock.now() - activityBefore;
    for (;;) {
      const entries = await activity(ref, { from, to: clock.now() }, own, 'background');
      for (const entry of entries.filter(isGroupChange)) {
        // Nothing is known of how it ends while it goes on.
        const key = `${entry.at} ${entry.operation}`;
        if (entry.status === 'started' || shown.has(key)) continue;
        shown.add(key);
        pending.push({ container: undefined, item: { kind: 'activity', entry } });
      }
      if (pending.length > 0) wakeSignal.wake();
      await clock.sleep(activityInterval, own);
    }
  }

  /** Without it the timeline lacks nothing else: whoever may not read the activity log isn't told so. */
  async function watchActivityQuietly(own: AbortSignal): Promise<void> {
    try {
      await watchActivity(own);
    } catch (error) {
      if (!(own.aborted || error instanceof AciError || isAbort(error))) throw error;
    }
  }

  async function refresh(): Promise<void> {
    refreshAt = clock.now() + groupRefreshInterval;
    try {
      applyGroup(await source.getGroup(ref, signal, 'background'));
    } catch (error) {
      // The followers of the containers report it; a bug ends everything.
      signal.throwIfAborted();
      if (!(error instanceof AciError || isAbort(error))) throw error;
    }
  }

  return {
    source: {
      getGroup: async (...args) => {
        const group = await source.getGroup(...args);
        applyGroup(group);
        return group;
      },
      readLogs: (...args) => source.readLogs(...args),
      attach: (...args) => source.attach(...args),
    },
    async *items() {
      const leave = new AbortController();
      const watching = watchActivityQuietly(AbortSignal.any([signal, leave.signal]));
      try {
        for (;;) {
          if (clock.now() >= refreshAt) await refresh();
          const items = pending;
          pending = [];
          yield* items;
          if (pending.length === 0) await wakeSignal.wait(refreshAt - clock.now());
        }
      } finally {
        leave.abort();
        await watching;
      }
    },
  };
}
