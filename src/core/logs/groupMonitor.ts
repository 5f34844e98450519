import type { Clock } from '../clock.ts';
import { AciError, isAbort } from '../errors.ts';
import { groupState, type GroupState } from '../model/groupState.ts';
import type { ContainerEvent, ContainerGroup, GroupRef } from '../model/containerGroup.ts';
import { createWakeSignal } from './schedule/wakeSignal.ts';
import { type GroupFollowItem, timeOf } from './groupFollowItem.ts';
import type { FollowSource } from './followSession.ts';

/** The group is asked for when nobody else has asked for so long (ms). */
const refreshInterval = 15_000;

/** Tells a group's state changes and events, from every answer that anyone who follows it gets. */
export interface GroupMonitor {
  /** `source`, with its answers about the group looked at. */
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
  const bell = createWakeSignal(clock, signal);
  const seen = new Map<string, ContainerEvent>();
  let news: GroupFollowItem[] = [];
  let state: GroupState | undefined;
  let lookAt = clock.now();

  /** Those that are new, or have happened again. An answer may be older than the one before. */
  function newsOf(container: string | undefined, events: readonly ContainerEvent[]): GroupFollowItem[] {
    return events.flatMap((event): GroupFollowItem[] => {
      const key = JSON.stringify([container, event.name, event.message]);
      const known = seen.get(key);
      const isOld = known && event.count <= known.count && lastTimeOf(event) <= lastTimeOf(known);
      if (isOld) return [];
      seen.set(key, event);
      return [{ container, item: { kind: 'event', event } }];
    });
  }

  function look(group: ContainerGroup): void {
    lookAt = clock.now() + refreshInterval;
    const events = [
      ...newsOf(undefined, group.events),
      ...[...group.initContainers, ...group.containers].flatMap(({ name, instanceView }) =>
        newsOf(name, instanceView?.events ?? []),
      ),
    ];
    // A source has to be in order itself.
    news.push(...events.sort((a, b) => (timeOf(a) ?? 0) - (timeOf(b) ?? 0)));
    const now = groupState(group);
    if (now !== state) news.push({ container: undefined, item: { kind: 'state', state: now } });
    state = now;
    if (news.length > 0) bell.wake();
  }

  async function ask(): Promise<void> {
    lookAt = clock.now() + refreshInterval;
    try {
      look(await source.getGroup(ref, signal, 'background'));
    } catch (error) {
      // Whoever follows a container says what is the matter; a defect of ours ends everything.
      signal.throwIfAborted();
      if (!(error instanceof AciError || isAbort(error))) throw error;
    }
  }

  return {
    source: {
      getGroup: async (...args) => {
        const group = await source.getGroup(...args);
        look(group);
        return group;
      },
      readLogs: (...args) => source.readLogs(...args),
      attach: (...args) => source.attach(...args),
    },
    async *items() {
      for (;;) {
        if (clock.now() >= lookAt) await ask();
        const given = news;
        news = [];
        yield* given;
        if (news.length === 0) await bell.wait(lookAt - clock.now());
      }
    },
  };
}

function lastTimeOf({ lastTimestamp, firstTimestamp }: ContainerEvent): number {
  return lastTimestamp ?? firstTimestamp ?? 0;
}
