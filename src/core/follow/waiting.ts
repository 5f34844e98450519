import type { FollowItem } from './item.ts';
import { isOther, type IncarnationKey, type Phase } from './phase.ts';
import { askPhase, type Session } from './session.ts';

export interface Awaited {
  /** Undefined when the group is gone. */
  readonly phase: Phase | undefined;
  /** Whether it was not there at once. */
  readonly waited: boolean;
}

const soonest = 1000;
const latest = 10_000;
const latestInTrouble = 30_000;
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
  session: Session,
  former: IncarnationKey | 'none',
  first?: Phase,
): AsyncGenerator<FollowItem, Awaited> {
  let pause = soonest;
  let detail = '';
  let known = first;
  let waited = false;
  let perhapsOverSince: number | undefined;
  for (;;) {
    try {
      const phase = known ?? (await askPhase(session, session.signal));
      known = undefined;
      yield* session.troubles.worked();
      if (phase === undefined) return { phase, waited };
      // `Running` of the former incarnation is an old answer; everything else but waiting is worth following.
      const isStale = phase.kind === 'running' && former !== 'none' && !isOther(phase, former);
      const isNew = former === 'none' ? phase.incarnation !== undefined : isOther(phase, former);
      if (!isStale && (isNew || phase.kind !== 'waiting')) return { phase, waited };
      if (phase.isPerhapsOver === true) perhapsOverSince ??= session.clock.now();
      else perhapsOverSince = undefined;
      const isGivenUp =
        perhapsOverSince !== undefined && session.clock.now() - perhapsOverSince >= longestBackOff;
      if (isGivenUp) return { phase: { ...phase, kind: 'over' }, waited };
      waited = true;
      const news = session.events.news(phase.events);
      for (const event of news) yield { kind: 'event', event };
      const changed = phase.detail !== detail;
      detail = phase.detail;
      if (changed && phase.kind === 'waiting') yield { kind: 'waiting', detail };
      pause = changed || news.length > 0 ? soonest : Math.min(latest, pause * 1.4);
    } catch (error) {
      session.signal.throwIfAborted();
      yield* session.troubles.failed(error);
      pause = Math.min(latestInTrouble, pause * 2);
    }
    await session.clock.sleep(pause, session.signal);
  }
}
