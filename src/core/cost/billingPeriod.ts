/** For how long a group has been billed since it was started last, as far as its instance view tells. */
import {
  type Container,
  type ContainerEvent,
  type ContainerGroup,
  containersOfGroup,
} from '../model/containerGroup.ts';
import { isInState } from '../model/containerState.ts';
import { finishedAt, groupState, isFinished } from '../model/groupState.ts';

/** Times in ms since the epoch, UTC. */
export interface BillingPeriod {
  readonly from: number;
  /** Undefined while the group is billed. */
  readonly until: number | undefined;
  /** Whether the bill began at `from`. Otherwise it began before, and Azure no longer tells when. */
  readonly isWhole: boolean;
}

/** Whether the group has ended, and costs nothing now. */
export function isBillingOver(group: ContainerGroup): boolean {
  // Azure may call a group failed while one of its containers runs, and then holds the resources of all.
  const mayRun = groupState(group) === 'failed';
  return isFinished(group) && !(mayRun && group.containers.some(each => isInState(each, 'running')));
}

/**
 * Azure bills from the first pull of an image, or from a restart of the group, until the whole group stops: while one of
 * its containers runs, the resources of all are held (ACI's FAQ, "How are container groups billed?"). So a container
 * that is restarted begins no new bill. Undefined where the instance view tells of no start, or no end.
 */
export function billingPeriod(group: ContainerGroup): BillingPeriod | undefined {
  const isOver = isBillingOver(group);
  const until = isOver ? finishedAt(group) : undefined;
  if (isOver && until === undefined) return undefined;
  const starts = containersOfGroup(group).flatMap(startsOf);
  const last = Math.max(...starts.map(({ time }) => time));
  const stops = containersOfGroup(group).flatMap(stopsOf);
  const lastStop = Math.max(...stops.filter(time => time <= last));
  const [first] = starts
    .filter(({ time }) => time >= lastStop)
    .sort((a, b) => a.time - b.time || Number(b.beginsBill) - Number(a.beginsBill));
  if (!first || (until !== undefined && until < first.time)) return undefined;
  const isAfterStop = Number.isFinite(lastStop) && first.isFirst;
  return { from: first.time, until, isWhole: first.beginsBill || isAfterStop };
}

interface Start {
  readonly time: number;
  /** Whether it is the container's first since the group was started. */
  readonly isFirst: boolean;
  /** Whether nothing that is billed can have come before it in the container. */
  readonly beginsBill: boolean;
}

const startEvents: ReadonlySet<string> = new Set(['Pulling', 'Pulled', 'Created', 'Started']);

/**
 * When the container was pulled and started. Equal events are counted, with the first and the last time, and those of
 * runs before the group was stopped are kept: there were such runs where it started more often than it was restarted,
 * and then only the last times can be of the present run. They are its beginning where it was not restarted.
 */
function startsOf({ instanceView: view }: Container): readonly Start[] {
  if (!view) return [];
  const { restartCount, currentState, previousState } = view;
  const events = view.events.filter(({ name }) => startEvents.has(name));
  const started = events.filter(({ name }) => name === 'Started').reduce((sum, { count }) => sum + count, 0);
  const hadFormerRuns = started > restartCount + 1;
  const isFirstRun = restartCount === 0;
  const start = (time: number | undefined, isFirst: boolean, beginsBill: boolean): readonly Start[] =>
    time === undefined ? [] : [{ time, isFirst, beginsBill }];
  return [
    ...events.flatMap(({ name, count, firstTimestamp, lastTimestamp }) => {
      if (hadFormerRuns) return count >= started ? start(lastTimestamp, isFirstRun, isFirstRun) : [];
      return [...start(firstTimestamp, true, name === 'Pulling'), ...start(lastTimestamp, isFirstRun, false)];
    }),
    ...start(currentState?.startTime, isFirstRun, hadFormerRuns && isFirstRun),
    ...(isFirstRun ? [] : start(previousState?.startTime, false, false)),
  ];
}

/** When the whole group was stopped, restarted or replaced: `Killing container app (platform initiated).` */
function stopsOf({ instanceView: view }: Container): readonly number[] {
  return (view?.events ?? [])
    .filter(isGroupStop)
    .flatMap(({ firstTimestamp, lastTimestamp }) => [
      ...(firstTimestamp === undefined ? [] : [firstTimestamp]),
      ...(lastTimestamp === undefined ? [] : [lastTimestamp]),
    ]);
}

/** Not `Container app terminated with ExitCode 2.` and `Container app failed liveness probe, will be restarted`. */
function isGroupStop({ name, message }: ContainerEvent): boolean {
  return name === 'Killing' && /^killing container\b/i.test(message);
}

const hour = 3_600_000;

/** What was spent in a period that costs so much an hour, until now or until it ended. */
export function spentIn({ from, until }: BillingPeriod, perHour: number, now: number): number {
  return (Math.max(0, (until ?? now) - from) / hour) * perHour;
}
