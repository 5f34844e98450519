import type { FollowItem } from '../followItem.ts';
import { isOtherIncarnation, type IncarnationKey, type ContainerPhase } from './containerPhase.ts';
import { fetchContainerPhase, type FollowSession } from '../followSession.ts';

export interface AwaitedIncarnation {
  /** Undefined when the group is gone. */
  readonly phase: ContainerPhase | undefined;
  /** Whether it was not there at once. */
  readonly waited: boolean;
}

const minPause = 1000;
const maxPause = 10_000;
const maxPauseInTrouble = 30_000;
/**
 * A failed container that may be restarted or not is taken for over after so long: Kubernetes, whose back-off Azure's
 * states show, waits five minutes at most.
 */
const longestBackOff = 6 * 60_000;

/**
 * Waits for an incarnation other than `former`, or for the certainty that there won't be one, telling what happens
 * meanwhile. Asks ever slower while nothing changes.
 */
export async function* awaitIncarnation(
  session: FollowSession,
  former: IncarnationKey | 'none',
  first?: ContainerPhase,
): AsyncGenerator<FollowItem, AwaitedIncarnation> {
  let pause = minPause;
  let detail = '';
  let known = first;
  let waited = false;
  let perhapsOverSince: number | undefined;
  for (;;) {
    try {
      const phase = known ?? (await fetchContainerPhase(session, session.signal));
      known = undefined;
      yield* session.troubles.reportSuccess();
      if (phase === undefined) return { phase, waited };
      // `RunningAz` of the former incarnation is an old answer; everything else but waiting is worth following.
      const isStale = phase.kind === 'running' && former !== 'none' && !isOtherIncarnation(phase, former);
      const isNew = former === 'none' ? phase.incarnation !== undefined : isOtherIncarnation(phase, former);
      if (!isStale && (isNew || phase.kind !== 'waiting')) return { phase, waited };
      if (phase.isPerhapsOver === true) perhapsOverSince ??= session.clock.now();
      else perhapsOverSince = undefined;
      const isGivenUp =
        perhapsOverSince !== undefined && session.clock.now() - perhapsOverSince >= longestBackOff;
      if (isGivenUp) return { phase: { ...phase, kind: 'over' }, waited };
      waited = true;
      const news = session.seenEvents.takeNew(phase.events);
      for (const event of news) yield { kind: 'event', event };
      const changed = phase.detail !== detail;
      detail = phase.detail;
      if (changed && phase.kind === 'waiting') yield { kind: 'waiting', detail };
      pause = changed || news.length > 0 ? minPause : Math.min(maxPause, pause * 1.4);
    } catch (error) {
      session.signal.throwIfAborted();
      yield* session.troubles.reportFailure(error);
      pause = Math.min(maxPauseInTrouble, pause * 2);
    }
    await session.clock.sleep(pause, session.signal);
  }
}
