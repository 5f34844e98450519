import type { Clock } from '../../clock.ts';
import { longestWait } from '../timings.ts';

/** Wakes a loop that waits for several things at once. */
export interface WakeSignal {
  wake(): void;
  /**
   * Resolves after `ms` (a minute at most), or as soon as it is woken, or was since the last wait.
   * Rejects with the signal's reason when that aborts.
   */
  wait(ms: number): Promise<void>;
}

/** Aborting without a reason makes an error with a stack each time. */
const timerEnded = new Error('The wait has ended.');

export function createWakeSignal(clock: Clock, signal: AbortSignal): WakeSignal {
  let woken = false;
  let resolveWait: () => void = () => undefined;
  return {
    wake() {
      woken = true;
      resolveWait();
    },
    async wait(ms) {
      if (!woken && !signal.aborted && ms > 0) {
        const timer = new AbortController();
        await new Promise<void>(resolve => {
          resolveWait = resolve;
          signal.addEventListener('abort', resolveWait, { once: true });
          clock.sleep(Math.min(ms, longestWait), timer.signal).then(resolveWait, () => undefined);
        });
        signal.removeEventListener('abort', resolveWait);
        timer.abort(timerEnded);
      }
      woken = false;
      signal.throwIfAborted();
    },
  };
}
