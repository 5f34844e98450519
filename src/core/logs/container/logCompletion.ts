import type { ParsedSnapshot } from '../snapshot/anchor.ts';
import type { ServerClock } from '../schedule/serverClock.ts';

/** The incarnation has ended at a time by the server's clock; we know since a time by ours (ms). */
export interface ObservedEnd {
  readonly finishTime: number | undefined;
  readonly knownSince: number;
}

/** The log shows all of an incarnation's lines at the latest this long after its end (times count whole seconds). */
const completionDelay = 4000;
/** An ended incarnation's log that can't be had for so long, or isn't complete yet, is given up. */
const completionTimeout = 10_000;

/** From when on a snapshot usually shows the ended incarnation's whole log, by our clock (ms). */
export function logCompleteAt({ finishTime, knownSince }: ObservedEnd, serverClock: ServerClock): number {
  if (finishTime === undefined || !serverClock.isKnown) return knownSince + completionDelay;
  const finished = knownSince + finishTime - serverClock.toServerTime(knownSince);
  return Math.min(knownSince, finished) + completionDelay;
}

/** Whether a log that grew in the snapshot asked for at `asked` may be that of a service that is slow, and grow on. */
export function mayStillGrow(ending: ObservedEnd, asked: number, serverClock: ServerClock): boolean {
  return asked - logCompleteAt(ending, serverClock) < completionTimeout - completionDelay;
}

/** Whether waiting for the rest of the log has no point any more. */
export function isGivenUp({ knownSince }: ObservedEnd, now: number): boolean {
  return now >= knownSince + completionTimeout;
}

/** Whether a log begins after the end: it is the next incarnation's, which the state doesn't tell yet. */
export function isLogOfNextIncarnation({ finishTime }: ObservedEnd, { lines }: ParsedSnapshot): boolean {
  const first = lines.find(({ stamp }) => stamp)?.stamp;
  return finishTime !== undefined && first !== undefined && first.utc >= finishTime + 1000;
}
