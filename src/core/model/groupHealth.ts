/** Whether a group's instance view tells of trouble, and which of its events are about now. Why is asked in `diagnosis`. */
import { groupState, isCrashLooping } from './groupState.ts';
import type { Container, ContainerEvent, ContainerGroup } from './containerGroup.ts';

export interface EventSource {
  /** Undefined: an event of the group itself. */
  readonly container: Container | undefined;
  readonly event: ContainerEvent;
}

export function containersOfGroup(group: ContainerGroup): readonly Container[] {
  return [...group.initContainers, ...group.containers];
}

/** The events of the group and of its containers. */
export function eventsOfGroup(group: ContainerGroup): readonly EventSource[] {
  return [
    ...group.events.map(event => ({ container: undefined, event })),
    ...containersOfGroup(group).flatMap(container =>
      (container.instanceView?.events ?? []).map(event => ({ container, event })),
    ),
  ];
}

/** ms since the epoch; undefined where Azure tells no time. */
export function eventTime({ lastTimestamp, firstTimestamp }: ContainerEvent): number | undefined {
  return lastTimestamp ?? firstTimestamp;
}

export function isInState(container: Container, state: string): boolean {
  return container.instanceView?.currentState?.state.toLowerCase() === state;
}

/**
 * The events that are about now. Azure keeps the events of former runs, so what was got over would alarm for ever:
 * pulls, mounts, networks and starts come before a run, so a run that began later shows that they went well in the end,
 * and so does an event that says so (`JoinNetwork … succeeded`, `SuccessfulMountAzureFileVolume`, `Pulled`). What has
 * no time can't be placed, and counts.
 */
export function currentEventsOfGroup(group: ContainerGroup): readonly EventSource[] {
  const containers = containersOfGroup(group);
  const last = containers.map(lastStart).reduce((a, b) => Math.max(a, b), -Infinity);
  return [
    ...withoutResolved(group.events, last).map(event => ({ container: undefined, event })),
    ...containers.flatMap(container =>
      currentEventsOfContainer(container).map(event => ({ container, event })),
    ),
  ];
}

/** Those of one container. */
export function currentEventsOfContainer(container: Container): readonly ContainerEvent[] {
  return withoutResolved(container.instanceView?.events ?? [], lastStart(container));
}

/** `since`: what happened before that was got over. */
function withoutResolved(events: readonly ContainerEvent[], since: number): readonly ContainerEvent[] {
  const goods = new Map<string, number>();
  for (const event of events) {
    const isGood = event.type === 'Normal' && (event.name === 'Pulled' || /\bsucce/i.test(event.message));
    if (isGood)
      goods.set(event.name, Math.max(goods.get(event.name) ?? -Infinity, eventTime(event) ?? -Infinity));
  }
  return events.filter(event => {
    const time = eventTime(event);
    if (time === undefined) return true;
    const cures = [
      event.name,
      event.name.replace(/^Failed/, 'Successful'),
      ...(isFailedPull(event) ? ['Pulled'] : []),
    ];
    const isCured = event.type === 'Warning' && cures.some(name => (goods.get(name) ?? -Infinity) >= time);
    return time >= since && !isCured;
  });
}

/** As Azure says of a container whose group somebody stopped (recorded answers after `stop`). */
export function isStoppedByClient({ instanceView: view }: Container): boolean {
  return /stopped per client request/i.test(view?.currentState?.detailStatus ?? '');
}

/** When the container was started last (ms since the epoch), or stopped by somebody, as far as Azure tells. */
function lastStart(container: Container): number {
  const { instanceView: view } = container;
  const stop = isStoppedByClient(container) ? view?.currentState?.finishTime : undefined;
  const states = [view?.currentState?.startTime, view?.previousState?.startTime, stop];
  const events = (view?.events ?? []).filter(({ name }) => name === 'Started').map(eventTime);
  return [...states, ...events].reduce<number>(
    (latest, time) => Math.max(latest, time ?? -Infinity),
    -Infinity,
  );
}

/** `ApplyFailed to pull image "…": …`, in all that was seen of it. */
export function isFailedPull({ name, message }: ContainerEvent): boolean {
  const text = `${name} ${message}`.slice(0, 4_000);
  return /failed to (?:pull|resolve|fetch|inspect|unpack) .{0,20}image|pull(?:ing)? image .{0,400}(?:failed|error)/i.test(
    text,
  );
}

export function currentWarnings(group: ContainerGroup): readonly EventSource[] {
  return currentEventsOfGroup(group).filter(({ event }) => event.type === 'Warning');
}

/** What a container waits for on its way up, in Azure's words. */
const normalWaitReasons =
  /^(?:creating|containercreating|podinitializing|initializing|waiting to run|pulling(?: image)?)?$/i;

/** Why a container waits, where it is more than being on its way: `ImagePullBackOff`; else ''. */
export function abnormalWaitReason(container: Container): string {
  const { currentState } = container.instanceView ?? {};
  if (!currentState || !isInState(container, 'waiting')) return '';
  return normalWaitReasons.test(currentState.detailStatus.trim()) ? '' : currentState.detailStatus;
}

/**
 * Whether a container of a group that Azure calls running does what it should: it runs, or is done. One that Azure
 * tells nothing of is taken for well.
 */
export function isHealthy(container: Container, { restartPolicy }: ContainerGroup): boolean {
  const state = container.instanceView?.currentState;
  if (!state || isInState(container, 'running')) return true;
  return (
    isInState(container, 'terminated') &&
    state.exitCode === 0 &&
    (restartPolicy !== 'Always' || container.isInit)
  );
}

/** Whether something has gone wrong that a person would ask about. */
export function hasProblem(group: ContainerGroup): boolean {
  const state = groupState(group);
  if (state === 'failed' || state === 'crashLooping') return true;
  return (
    containersOfGroup(group).some(container => hasContainerProblem(container, group)) ||
    currentWarnings(group).length > 0
  );
}

function hasContainerProblem(container: Container, group: ContainerGroup): boolean {
  const view = container.instanceView;
  if (!view || isStoppedByClient(container)) return false;
  return (
    view.restartCount > 0 ||
    isCrashLooping(container) ||
    abnormalWaitReason(container) !== '' ||
    (view.currentState?.exitCode ?? 0) !== 0 ||
    (groupState(group) === 'running' && !isHealthy(container, group))
  );
}
