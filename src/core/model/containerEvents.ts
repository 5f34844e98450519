/** Events of a group's instance view: how to read them, and which are about the present run. */
import {
  type Container,
  type ContainerEvent,
  type ContainerGroup,
  containersOfGroup,
} from './containerGroup.ts';
import { isStoppedByClient } from './containerState.ts';

/** An event with the container that it belongs to. */
export interface EventSource {
  /** Undefined: an event of the group itself. */
  readonly container: Container | undefined;
  readonly event: ContainerEvent;
}

export function eventsOfContainer({ instanceView }: Container): readonly ContainerEvent[] {
  return instanceView?.events ?? [];
}

/** The events of the group and of its containers; none where no group was read. */
export function eventsOfGroup(group: ContainerGroup | undefined): readonly EventSource[] {
  return sourcesOf(group, group?.events ?? [], eventsOfContainer);
}

/** When it happened last (ms since the epoch); undefined where Azure gives no time. */
export function eventTime({ lastTimestamp, firstTimestamp }: ContainerEvent): number | undefined {
  return lastTimestamp ?? firstTimestamp;
}

/** `eventTime` for sorting: an event without a time is the oldest. */
export function sortableTime(event: ContainerEvent): number {
  return eventTime(event) ?? 0;
}

/**
 * The events of the present run. Azure keeps events of former runs too, and warnings that no longer hold: pulls,
 * mounts, networks and starts come before a run, so a run that began later shows that they succeeded in the end, and so
 * does an event that says so (`JoinNetwork … succeeded`, `SuccessfulMountAzureFileVolume`, `Pulled`). An event without
 * a time is kept.
 */
export function currentEventsOfGroup(group: ContainerGroup | undefined): readonly EventSource[] {
  const latestStart = Math.max(-Infinity, ...containersOfGroup(group).map(lastStart));
  return sourcesOf(group, withoutResolved(group?.events ?? [], latestStart), currentEventsOfContainer);
}

/** As `currentEventsOfGroup`, for one container. */
export function currentEventsOfContainer(container: Container): readonly ContainerEvent[] {
  return withoutResolved(eventsOfContainer(container), lastStart(container));
}

export function currentWarnings(group: ContainerGroup): readonly EventSource[] {
  return currentEventsOfGroup(group).filter(({ event }) => event.type === 'Warning');
}

/** `ApplyFailed to pull image "…": …`, and the other wordings in recorded answers. */
export function isFailedPull({ name, message }: ContainerEvent): boolean {
  const text = `${name} ${message}`.slice(0, 4_000);
  return /failed to (?:pull|resolve|fetch|inspect|unpack) .{0,20}image|pull(?:ing)? image .{0,400}(?:failed|error)/i.test(
    text,
  );
}

function sourcesOf(
  group: ContainerGroup | undefined,
  ofGroup: readonly ContainerEvent[],
  ofContainer: (container: Container) => readonly ContainerEvent[],
): readonly EventSource[] {
  return [
    ...ofGroup.map(event => ({ container: undefined, event })),
    ...containersOfGroup(group).flatMap(container =>
      ofContainer(container).map(event => ({ container, event })),
    ),
  ];
}

/** Without what happened before `since`, and without warnings that a later success answers. */
function withoutResolved(events: readonly ContainerEvent[], since: number): readonly ContainerEvent[] {
  const lastSuccess = new Map<string, number>();
  for (const event of events) {
    const isSuccess = event.type === 'Normal' && (event.name === 'Pulled' || /\bsucce/i.test(event.message));
    if (!isSuccess) continue;
    const time = eventTime(event) ?? -Infinity;
    lastSuccess.set(event.name, Math.max(lastSuccess.get(event.name) ?? -Infinity, time));
  }
  return events.filter(event => {
    const time = eventTime(event);
    if (time === undefined) return true;
    const successNames = [
      event.name,
      event.name.replace(/^Failed/, 'Successful'),
      ...(isFailedPull(event) ? ['Pulled'] : []),
    ];
    const isResolved =
      event.type === 'Warning' && successNames.some(name => (lastSuccess.get(name) ?? -Infinity) >= time);
    return time >= since && !isResolved;
  });
}

/** When the container was last started, or stopped by a request (ms since the epoch), as far as Azure tells. */
function lastStart(container: Container): number {
  const { instanceView: view } = container;
  const stop = isStoppedByClient(container) ? view?.currentState?.finishTime : undefined;
  const states = [view?.currentState?.startTime, view?.previousState?.startTime, stop];
  const events = eventsOfContainer(container)
    .filter(({ name }) => name === 'Started')
    .map(eventTime);
  return Math.max(-Infinity, ...[...states, ...events].filter(time => time !== undefined));
}
