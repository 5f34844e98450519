import type { FollowItem } from '../followItem.ts';
import { isOtherIncarnation, type IncarnationKey, type ContainerPhase } from './containerPhase.ts';
import {
  longestBackOff,
  maxFailedQueryPause,
  maxWaitingQueryPause,
  minWaitingQueryPause,
} from '../timings.ts';
import { fetchContainerPhase, type FollowSession } from '../followSession.ts';

export interface AwaitedIncarnation {
  /** Undefined when the group is gone. */
  readonly phase: ContainerPhase | undefined;
  /** Whether it was not there at once. */
  readonly waited: boolean;
}

/**
 * Waits for an incarnation other than `former`, or for the certainty that there won't be one, and gives out what
 * happens meanwhile. Asks ever slower while nothing changes.
 */
export async function* awaitIncarnation(
  session: FollowSession,
  former: IncarnationKey | 'none',
  first?: ContainerPhase,
): AsyncGenerator<FollowItem, AwaitedIncarnation> {
  let pause = minWaitingQueryPause;
  let detail = '';
  let known = first;
  let waited = false;
  let maybeOverSince: number | undefined;
  for (;;) {
    try {
      const phase = known ?? (await fetchContainerPhase(session, session.signal));
      known = undefined;
      yield* session.troubles.reportSuccess();
      if (phase === undefined) return { phase, waited };
      // `RunningAz` of the former incarnation is an old answer; everything else but `waiting` is worth following.
      const isStale = phase.kind === 'running' && former !== 'none' && !isOtherIncarnation(phase, former);
      const isNew = former === 'none' ? phase.incarnation !== undefined : isOtherIncarnation(phase, former);
      if (!isStale && (isNew || phase.kind !== 'waiting')) return { phase, waited };
      if (phase.isPerhapsOver === true) maybeOverSince ??= session.clock.now();
      else maybeOverSince = undefined;
      const isGivenUp =
        maybeOverSince !== undefined && session.clock.now() - maybeOverSince >= longestBackOff;
      if (isGivenUp) return { phase: { ...phase, kind: 'over' }, waited };
      waited = true;
      const newEvents = session.seenEvents.takeNew(phase.events);
      for (const event of newEvents) yield { kind: 'event', event };
      const changed = phase.detail !== detail;
      detail = phase.detail;
      if (changed && phase.kind === 'waiting') yield { kind: 'waiting', detail };
      pause =
        changed || newEvents.length > 0 ? minWaitingQueryPause : Math.min(maxWaitingQueryPause, pause * 1.4);
    } catch (error) {
      session.signal.throwIfAborted();
      yield* session.troubles.reportFailure(error);
      pause = Math.min(maxFailedQueryPause, pause * 2);
    }
    await session.clock.sleep(pause, session.signal);
  }
}
