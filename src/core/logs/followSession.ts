import type { Clock } from '../clock.ts';
import { AciError } from '../errors.ts';
import { type ContainerPhase, readContainerPhase } from './container/containerPhase.ts';
import type { FollowSource } from './followSource.ts';
import type { LogDelay } from './schedule/logDelay.ts';
import type { ServerClock } from './schedule/serverClock.ts';
import type { WakeSignal } from './schedule/wakeSignal.ts';
import type { WorkTurns } from './schedule/workTurns.ts';
import type { SeenEvents } from './seenEvents.ts';
import type { LogLimits } from './snapshot/logLimits.ts';
import type { TroubleReporter } from './troubleReporter.ts';
import type { ContainerRef } from '../model/containerGroup.ts';

/** What lasts as long as one following, whatever becomes of the container. */
export interface FollowSession {
  readonly ref: ContainerRef;
  readonly source: FollowSource;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly random: () => number;
  readonly limits: LogLimits;
  readonly wakeSignal: WakeSignal;
  readonly workTurns: WorkTurns;
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
