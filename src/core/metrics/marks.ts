/** What happened to a group while its metrics were measured: marks on the axis of time. */
import {
  activityVerb,
  type ActivityEntry,
  type ActivityVerb,
  isGroupChange,
} from '../activity/activityEntry.ts';
import { eventText } from '../diagnosis/facts.ts';
import { eventsOfContainer, eventTime } from '../model/containerEvents.ts';
import { type Container, type ContainerGroup, containersOfGroup } from '../model/containerGroup.ts';
import { isStoppedByClient } from '../model/containerState.ts';

export type MarkKind =
  /** A container began to run. */
  | 'started'
  /** A container ended by itself. */
  | 'ended'
  /** Azure says, or the memory shows, that there was no more memory. */
  | 'outOfMemory'
  /** Exit code 137 for a reason that isn't known. */
  | 'killed'
  | 'stopped'
  /** Azure warns. */
  | 'warning'
  /** Somebody did something with the group. */
  | 'activity';

export interface MetricMark {
  /** ms since the epoch. */
  readonly at: number;
  readonly kind: MarkKind;
  /** Undefined: the group. */
  readonly container: string | undefined;
  readonly exitCode?: number;
  /** The name of a warning's event. */
  readonly event?: string;
  readonly activity?: {
    readonly verb: ActivityVerb;
    readonly caller: string | undefined;
    readonly failed: boolean;
  };
}

const memoryPattern = /\boom\b|oom-?kill|out of memory|outofmemory/i;
/** A start or an end that an event and a state both tell of is one: events have seconds only. */
const sameMoment = 2_000;

/**
 * The marks between two times (ms since the epoch), oldest first. `wasFull`: whether the memory of a container was at its
 * limit before a time.
 */
export function findMarks(
  group: ContainerGroup,
  activity: readonly ActivityEntry[],
  { from, to }: { readonly from: number; readonly to: number },
  wasFull: (container: Container, at: number) => boolean = () => false,
): readonly MetricMark[] {
  const marks = [
    ...containersOfGroup(group).flatMap(container => marksOfContainer(container, wasFull)),
    ...marksOfActivity(activity),
  ];
  return marks.filter(({ at }) => at >= from && at <= to).sort((a, b) => a.at - b.at);
}

function marksOfContainer(
  container: Container,
  wasFull: (container: Container, at: number) => boolean,
): readonly MetricMark[] {
  const { instanceView: view, name } = container;
  const states = [view?.previousState, view?.currentState].filter(state => state !== undefined);
  const starts = states.flatMap(({ startTime }) => startTime ?? []);
  const fromStates = states.flatMap((state): readonly MetricMark[] => {
    const { startTime, finishTime, exitCode } = state;
    const started: MetricMark[] =
      startTime === undefined ? [] : [{ at: startTime, kind: 'started', container: name }];
    if (finishTime === undefined) return started;
    if (exitCode === undefined) {
      const isStop = state === view?.currentState && isStoppedByClient(container);
      return isStop ? [...started, { at: finishTime, kind: 'stopped', container: name }] : started;
    }
    const isFull = memoryPattern.test(state.detailStatus) || wasFull(container, finishTime);
    const kind = exitCode === 137 ? (isFull ? 'outOfMemory' : 'killed') : 'ended';
    return [...started, { at: finishTime, kind, container: name, exitCode }];
  });
  return [...fromStates, ...marksOfEvents(container, starts)];
}

/** Events tell of older starts than the two states do, and of warnings. */
function marksOfEvents(container: Container, starts: readonly number[]): readonly MetricMark[] {
  const { name } = container;
  return eventsOfContainer(container).flatMap((event): readonly MetricMark[] => {
    if (event.name === 'Started') {
      const times = [event.firstTimestamp, event.lastTimestamp].filter(time => time !== undefined);
      const isKnown = (at: number) => starts.some(start => Math.abs(start - at) <= sameMoment);
      return [...new Set(times)]
        .filter(at => !isKnown(at))
        .map(at => ({ at, kind: 'started', container: name }));
    }
    const at = eventTime(event);
    if (event.type !== 'Warning' || at === undefined) return [];
    const kind = memoryPattern.test(eventText(event)) ? 'outOfMemory' : 'warning';
    return [{ at, kind, container: name, event: event.name }];
  });
}

function marksOfActivity(activity: readonly ActivityEntry[]): readonly MetricMark[] {
  return activity.filter(isGroupChange).map(entry => ({
    at: entry.at,
    kind: 'activity',
    container: undefined,
    activity: { verb: activityVerb(entry), caller: entry.caller, failed: entry.status === 'failed' },
  }));
}
