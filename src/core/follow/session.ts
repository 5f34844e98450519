import type { Clock } from '../clock.ts';
import { AciError, isAbort, toAciError } from '../errors.ts';
import type { ContainerEvent, ContainerGroup, ContainerRef, GroupRef } from '../model.ts';
import type { LogOptions, LogSnapshot, Urgency } from '../ports.ts';
import type { Bell } from './bell.ts';
import type { FollowItem } from './item.ts';
import type { LogLimits } from './limits.ts';
import type { LogDelay } from './logDelay.ts';
import { readPhase, type Phase } from './phase.ts';
import type { ServerClock } from './serverClock.ts';

/** What following needs of `Aci`. */
export interface FollowSource {
  getGroup(ref: GroupRef, signal: AbortSignal, urgency?: Urgency): Promise<ContainerGroup>;
  readLogs(ref: ContainerRef, options: LogOptions, signal: AbortSignal): Promise<LogSnapshot>;
  attach(ref: ContainerRef, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
}

/** What lasts as long as one following, whatever becomes of the container. */
export interface Session {
  readonly ref: ContainerRef;
  readonly source: FollowSource;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly random: () => number;
  readonly limits: LogLimits;
  readonly bell: Bell;
  readonly serverClock: ServerClock;
  readonly logDelay: LogDelay;
  readonly events: EventMemory;
  readonly troubles: TroubleMemory;
}

/** The container's phase now; undefined when the group, or the container in it, is gone. */
export async function askPhase(session: Session, signal: AbortSignal): Promise<Phase | undefined> {
  try {
    const group = await session.source.getGroup(session.ref.group, signal, 'background');
    return readPhase(group, session.ref.container);
  } catch (error) {
    if (error instanceof AciError && error.kind === 'notFound') return undefined;
    throw error;
  }
}

export interface EventMemory {
  /** Those of `events` that are new, or happened again, since they were last asked about. */
  news(events: readonly ContainerEvent[]): ContainerEvent[];
}

export function createEventMemory(): EventMemory {
  const counts = new Map<string, number>();
  return {
    news(events) {
      return events.filter(event => {
        const key = `${event.name} ${event.message}`;
        const isNew = event.count > (counts.get(key) ?? 0);
        if (isNew) counts.set(key, event.count);
        return isNew;
      });
    },
  };
}

export interface TroubleMemory {
  /** What to say about a failed request; throws the error when it is a defect of ours. */
  failed(error: unknown): FollowItem[];
  /** What to say about a request that worked. */
  worked(): FollowItem[];
}

export function createTroubleMemory(): TroubleMemory {
  let said = false;
  let failures = 0;
  return {
    failed(thrown) {
      const error = isAbort(thrown)
        ? new AciError('offline', 'The request was cut off.')
        : toAciError(thrown);
      if (error.kind === 'unexpected') throw error;
      // Throttling only slows us down; a log that isn't there yet is waited for.
      if (error.kind === 'throttled' || isNotYet(error)) return [];
      // One failure is no trouble yet.
      if (++failures < 2 || said) return [];
      said = true;
      return [{ kind: 'trouble', error }];
    },
    worked() {
      failures = 0;
      if (!said) return [];
      said = false;
      return [{ kind: 'recovered' }];
    },
  };
}

/** Whether the answer means that the container has no log at the moment (FACTS §3, errors). */
export function isNotYet(error: unknown): boolean {
  if (!(error instanceof AciError)) return false;
  return error.kind === 'notFound' || error.kind === 'conflict' || error.code === 'ContainerLogNotAvailable';
}
