import type { Clock } from '../clock.ts';
import type { ContainerRef } from '../model/containerGroup.ts';
import { createWakeSignal } from './schedule/wakeSignal.ts';
import { IncarnationFollower, type IncarnationResult } from './container/incarnationFollower.ts';
import type { FollowItem } from './followItem.ts';
import { aciLogLimits, type LogLimits } from './snapshot/logLimits.ts';
import { createLogDelay } from './schedule/logDelay.ts';
import { isOtherIncarnation, type ContainerPhase } from './container/containerPhase.ts';
import { workTurnsOf } from './schedule/workTurns.ts';
import { createServerClock } from './schedule/serverClock.ts';
import type { FollowSession } from './followSession.ts';
import type { FollowSource } from './followSource.ts';
import { createSeenEvents } from './seenEvents.ts';
import { createTroubleReporter } from './troubleReporter.ts';
import type { StartPosition } from './snapshot/transcript.ts';
import { awaitIncarnation } from './container/awaitIncarnation.ts';

export interface FollowOptions {
  /** How many lines to begin with; 0 = all there are. A container that has yet to start is read from its first line. */
  readonly tail: number;
  /** Spreads reconnects; 0 ≤ x < 1. */
  readonly random?: () => number;
  readonly limits?: LogLimits;
}

/**
 * Follows a container's log through restarts, until it ends for good, its group is deleted, or `signal` aborts, which
 * ends it silently. Without a marker (`gap`, `tailMayBeMissing`) the lines are the log's, none lost, none repeated
 * (`docs/log-following.md`). Failing requests are repeated; throws only what is a bug (`AciError('unexpected')`).
 *
 * What it can't detect, so that a line may be lost or repeated, or a restart missed, without a marker: a log more than
 * 4 s behind whose container's last lines no socket brought either; a state that is more than half a second old when
 * a container ends and starts again meanwhile, where timestamps don't distinguish the two; equal lines without
 * timestamps in a log more than 3 s behind. A socket that orders standard output and error otherwise than the log
 * gives each stream in its own order, with a marker where the two contradict each other.
 *
 * Leaving the iteration stops every request, timer and socket; while it waits for its next item, abort `signal`.
 */
export async function* followLogs(
  ref: ContainerRef,
  source: FollowSource,
  options: FollowOptions,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<FollowItem, void> {
  const session: FollowSession = {
    ref,
    source,
    clock,
    signal,
    random: options.random ?? Math.random,
    limits: options.limits ?? aciLogLimits,
    wakeSignal: createWakeSignal(clock, signal),
    workTurns: workTurnsOf(clock),
    serverClock: createServerClock(),
    logDelay: createLogDelay(),
    seenEvents: createSeenEvents(),
    troubles: createTroubleReporter(),
  };
  try {
    signal.throwIfAborted();
    yield* followContainer(session, options.tail);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function* followContainer(session: FollowSession, tail: number): AsyncGenerator<FollowItem, void> {
  const first = yield* awaitIncarnation(session, 'none');
  let { phase } = first;
  let begin: StartPosition = first.waited ? 'firstLine' : { tail };
  for (;;) {
    if (phase === undefined) break;
    const end = yield* new IncarnationFollower(session, phase, begin).follow();
    phase = end.phase;
    if (phase?.kind === 'waiting' && !isOtherIncarnation(phase, end.key)) {
      ({ phase } = yield* awaitIncarnation(session, end.key, phase));
    }
    if (phase === undefined) break;
    if (phase.kind === 'over' && !isOtherIncarnation(phase, end.key)) {
      yield {
        kind: 'ended',
        at: phase.finished?.finishTime,
        exitCode: phase.finished?.exitCode,
        restartCount: phase.restartCount,
        state: phase.state,
        tailMayBeMissing: !end.isFullyRead,
      };
      return;
    }
    yield restartedItem(end, phase);
    begin = 'firstLine';
  }
  yield { kind: 'gone' };
}

function restartedItem(
  end: IncarnationResult,
  { kind, incarnation, finished, restartCount }: ContainerPhase,
): FollowItem {
  const predecessor = kind === 'running' ? finished : undefined;
  // The container may have started and ended once more meanwhile.
  const startedUnseen = predecessor?.startTime !== undefined && predecessor.startTime !== end.key.incarnation;
  const unseen = startedUnseen || restartCount > end.key.restartCount + 1;
  return {
    kind: 'restarted',
    at: kind === 'running' ? incarnation : undefined,
    exitCode: predecessor?.exitCode ?? end.exitCode,
    restartCount,
    tailMayBeMissing: !end.isFullyRead || unseen,
  };
}
