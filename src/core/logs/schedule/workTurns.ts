import type { Clock } from '../../clock.ts';
import { longestTurn, restBetweenTurns } from '../timings.ts';

/** So many pieces of work make a turn at most, also where the clock stands still. */
const mostPieces = 16;

/**
 * Shares one thread among all that have more to do than may be done at once: whoever works through something long asks
 * between its pieces, of a millisecond or less each, whether the turn is over, and rests then. Those who rest go on one
 * at a time, in turns of the event loop that are apart, so that everything else on the thread gets its share.
 */
export interface WorkTurns {
  /** Counts a piece of work. Rests if the turn is over; rejects with the signal's reason once that has aborted. */
  afterPiece(signal: AbortSignal): Promise<void>;
}

/** One thread, one clock. */
const turnsByClock = new WeakMap<Clock, WorkTurns>();

/** The turns of all who go by this clock. */
export function workTurnsOf(clock: Clock): WorkTurns {
  const known = turnsByClock.get(clock);
  if (known) return known;
  const turns = createWorkTurns(clock);
  turnsByClock.set(clock, turns);
  return turns;
}

export function createWorkTurns(clock: Clock): WorkTurns {
  const resting: (() => void)[] = [];
  let began = -Infinity;
  let pieces = 0;
  let timer: AbortController | undefined;

  function startTimer(): void {
    if (timer) return;
    const own = new AbortController();
    timer = own;
    clock.sleep(restBetweenTurns, own.signal).then(
      () => {
        // It may have been given up in the moment it was over, and another be running.
        if (timer === own) beginTurn();
      },
      () => undefined,
    );
  }

  function beginTurn(): void {
    timer = undefined;
    began = clock.now();
    pieces = 0;
    resting.shift()?.();
    if (resting.length > 0) startTimer();
  }

  function leave(go: () => void): void {
    const at = resting.indexOf(go);
    if (at >= 0) resting.splice(at, 1);
    if (resting.length > 0) return;
    timer?.abort();
    timer = undefined;
  }

  return {
    async afterPiece(signal) {
      pieces++;
      if (resting.length === 0 && pieces < mostPieces && clock.now() - began < longestTurn) return;
      signal.throwIfAborted();
      await new Promise<void>(resolve => {
        const go = () => {
          signal.removeEventListener('abort', abort);
          resolve();
        };
        const abort = () => {
          leave(go);
          resolve();
        };
        signal.addEventListener('abort', abort, { once: true });
        resting.push(go);
        startTimer();
      });
      signal.throwIfAborted();
    },
  };
}
