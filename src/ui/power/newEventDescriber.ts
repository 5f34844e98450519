import type { ContainerEvent, ContainerGroup } from '../../core/model/containerGroup.ts';
import { allEventsOf, latestEventText } from '../create/progressText.ts';

/** Says what the latest event is, of those that had not happened yet when the group was as `before`. */
export function newEventDescriber(
  before: ContainerGroup | undefined,
): (events: readonly ContainerEvent[]) => string | undefined {
  const old = new Set(before && allEventsOf(before).map(keyOf));
  return events => latestEventText(oldestFirst(events.filter(event => !old.has(keyOf(event)))));
}

/** The same event that happens again is another one. */
function keyOf({ name, message, count, lastTimestamp }: ContainerEvent): string {
  return JSON.stringify([name, message, count, lastTimestamp]);
}

/** By when they happened last: an event of a former incarnation may have happened again just now. */
function oldestFirst(events: readonly ContainerEvent[]): readonly ContainerEvent[] {
  return events.toSorted((a, b) => (a.lastTimestamp ?? 0) - (b.lastTimestamp ?? 0));
}
