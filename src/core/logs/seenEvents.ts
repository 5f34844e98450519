import type { ContainerEvent } from '../model/containerGroup.ts';

/** Remembers the events of a group and its containers, which Azure lists anew in each answer. */
export interface SeenEvents {
  /** Those of `events` that are new, or happened again. `container`: whose they are; undefined: the group's. */
  takeNew(events: readonly ContainerEvent[], container?: string): ContainerEvent[];
}

export function createSeenEvents(): SeenEvents {
  const seen = new Map<string, ContainerEvent>();
  return {
    takeNew(events, container) {
      return events.filter(event => {
        const key = JSON.stringify([container, event.name, event.message]);
        const known = seen.get(key);
        // An answer may be older than the one before; a group that was started again counts anew.
        const isOld = known && event.count <= known.count && lastTimeOf(event) <= lastTimeOf(known);
        if (!isOld) seen.set(key, event);
        return !isOld;
      });
    },
  };
}

function lastTimeOf({ lastTimestamp, firstTimestamp }: ContainerEvent): number {
  return lastTimestamp ?? firstTimestamp ?? 0;
}
