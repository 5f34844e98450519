import type { Clock } from '../clock.ts';
import { AciError, isAbort, toAciError } from '../errors.ts';
import type { ContainerEvent, ContainerGroup, ContainerRef, GroupRef } from '../model/containerGroup.ts';
import type { LogOptions, LogSnapshot, Urgency } from '../azureApi.ts';
import type { WakeSignal } from './schedule/wakeSignal.ts';
import type { FollowItem } from './followItem.ts';
import type { LogLimits } from './snapshot/logLimits.ts';
import type { LogDelay } from './schedule/logDelay.ts';
import { readContainerPhase, type ContainerPhase } from './container/containerPhase.ts';
import type { ServerClock } from './schedule/serverClock.ts';

/** What following needs of `AzureApi`. */
export interface FollowSource {
  getGroup(ref: GroupRef, signal: AbortSignal, urgency?: Urgency): Promise<ContainerGroup>;
  readLogs(ref: ContainerRef, options: LogOptions, signal: AbortSignal): Promise<LogSnapshot>;
  attach(ref: ContainerRef, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
}

/** What lasts as long as one following, whatever becomes of the container. */
export interface FollowSession {
  readonly ref: ContainerRef;
  readonly source: FollowSource;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly random: () => number;
  readonly limits: LogLimits;
  readonly wakeSignal: WakeSignal;
  readonly serverClock: ServerClock;
  readonly logDelay: LogDelay;
  readonly seenEvents: SeenEvents;
  readonly troubles: TroubleReporter;
}

/** The container's phase now; undefined when the group, or the container in it, is gone. */
export async function fetchContainerPhase(
  session: FollowSession,
  signal: AbortSignal,
): Promise<ContainerPhase | undefined> {
  try {
    const group = await session.source.getGroup(session.ref.group, signal, 'background');
    return readContainerPhase(group, session.ref.container);
  } catch (error) {
    if (error instanceof AciError && error.kind === 'notFound') return undefined;
    throw error;
  }
}

export interface SeenEvents {
  /** Those of `events` that are new, or happened again, since they were last asked about. */
  takeNew(events: readonly ContainerEvent[]): ContainerEvent[];
}

export function createSeenEvents(): SeenEvents {
  const counts = new Map<string, number>();
  return {
    takeNew(events) {
      return events.filter(event => {
        const key = `${event.name} ${event.message}`;
        const isNew = event.count > (counts.get(key) ?? 0);
        if (isNew) counts.set(key, event.count);
        return isNew;
      });
    },
  };
}

export interface TroubleReporter {
  /** What to say about a failed request; throws the error when it is a defect of ours. */
  reportFailure(error: unknown): FollowItem[];
  /** What to say about a request that worked. */
  reportSuccess(): FollowItem[];
}

export function createTroubleReporter(): TroubleReporter {
  let said = false;
  let failures = 0;
  return {
    reportFailure(thrown) {
      const error = isAbort(thrown)
        ? new AciError('offline', 'The request was cut off.')
        : toAciError(thrown);
      if (error.kind === 'unexpected') throw error;
      // Throttling only slows us down; a log that isn't there yet is waited for.
      if (error.kind === 'throttled' || isLogNotYetAvailable(error)) return [];
      // One failure is no trouble yet.
      if (++failures < 2 || said) return [];
      said = true;
      return [{ kind: 'trouble', error }];
    },
    reportSuccess() {
      failures = 0;
      if (!said) return [];
      said = false;
      return [{ kind: 'recovered' }];
    },
  };
}

/** Whether the answer means that the container has no log at the moment (FACTS §3, errors). */
export function isLogNotYetAvailable(error: unknown): boolean {
  if (!(error instanceof AciError)) return false;
  return error.kind === 'notFound' || error.kind === 'conflict' || error.code === 'ContainerLogNotAvailable';
}
