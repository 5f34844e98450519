import type { ParsedSnapshot } from '../snapshot/parsedSnapshot.ts';
import type { ServerClock } from '../schedule/serverClock.ts';
import { completionDelay, completionTimeout } from '../timings.ts';

/** When the incarnation ended by the server's clock, and since when that is known by ours (ms). */
export interface ObservedEnd {
  readonly finishTime: number | undefined;
  readonly knownSince: number;
}

/** From when on a snapshot usually shows the ended incarnation's whole log, by our clock (ms). */
export function logCompleteAt({ finishTime, knownSince }: ObservedEnd, serverClock: ServerClock): number {
  if (finishTime === undefined || !serverClock.isKnown) return knownSince + completionDelay;
  const finished = knownSince + finishTime - serverClock.toServerTime(knownSince);
  return Math.min(knownSince, finished) + completionDelay;
}

/** Whether a log that grew in the snapshot asked for at `asked` may be that of a service that is slow, and grow on. */
export function mayStillGrow(end: ObservedEnd, asked: number, serverClock: ServerClock): boolean {
  return asked - logCompleteAt(end, serverClock) < completionTimeout - completionDelay;
}

/** Whether waiting for the rest of the log has no point any more. */
export function isGivenUp({ knownSince }: ObservedEnd, now: number): boolean {
  return now >= knownSince + completionTimeout;
}

/** Whether a log begins after the end: it is the next incarnation's, which the state doesn't show yet. */
export function isLogOfNextIncarnation({ finishTime }: ObservedEnd, { lines }: ParsedSnapshot): boolean {
  const first = lines.find(({ stamp }) => stamp)?.stamp;
  return finishTime !== undefined && first !== undefined && first.utc >= finishTime + 1000;
}
