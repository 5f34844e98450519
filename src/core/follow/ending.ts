import type { LogView } from './anchor.ts';
import type { ServerClock } from './serverClock.ts';

/** The incarnation has ended at a time by the server's clock; we know since a time by ours (ms). */
export interface Ending {
  readonly finishTime: number | undefined;
  readonly knownSince: number;
}

/** The log shows all of an incarnation's lines at the latest this long after its end (times count whole seconds). */
const logComplete = 4000;
/** An ended incarnation's log that can't be had for so long, or isn't complete yet, is given up. */
const giveUp = 10_000;

/** From when on a snapshot usually shows the ended incarnation's whole log, by our clock (ms). */
export function completeAt({ finishTime, knownSince }: Ending, serverClock: ServerClock): number {
  if (finishTime === undefined || !serverClock.known) return knownSince + logComplete;
  const finished = knownSince + finishTime - serverClock.at(knownSince);
  return Math.min(knownSince, finished) + logComplete;
}

/** Whether a log that grew in the snapshot asked for at `asked` may be that of a service that is slow, and grow on. */
export function mayGrowOn(ending: Ending, asked: number, serverClock: ServerClock): boolean {
  return asked - completeAt(ending, serverClock) < giveUp - logComplete;
}

/** Whether waiting for the rest of the log has no point any more. */
export function isGivenUp({ knownSince }: Ending, now: number): boolean {
  return now >= knownSince + giveUp;
}

/** Whether a log begins after the end: it is the next incarnation's, which the state doesn't tell yet. */
export function isFollowedBy({ finishTime }: Ending, { lines }: LogView): boolean {
  const first = lines.find(({ stamp }) => stamp)?.stamp;
  return finishTime !== undefined && first !== undefined && first.utc >= finishTime + 1000;
}
