import type { Clock } from '../../clock.ts';

/** Wakes a loop that waits for several things at once. */
export interface WakeSignal {
  wake(): void;
  /** Resolves after `ms` (a minute at most), or as soon as someone rings or has rung; rejects with the signal's reason when it aborts. */
  wait(ms: number): Promise<void>;
}

const longest = 60_000;
/** Aborting without a reason makes an error with a stack each time. */
const woken = new Error('Someone rang.');

export function createWakeSignal(clock: Clock, signal: AbortSignal): WakeSignal {
  let rung = false;
  let wake = () => {
    rung = true;
  };
  return {
    wake() {
      rung = true;
      wake();
    },
    async wait(ms) {
      if (!rung && !signal.aborted && ms > 0) {
        const timer = new AbortController();
        await new Promise<void>(resolve => {
          wake = resolve;
          signal.addEventListener('abort', wake, { once: true });
          clock.sleep(Math.min(ms, longest), timer.signal).then(wake, () => undefined);
        });
        signal.removeEventListener('abort', wake);
        timer.abort(woken);
      }
      rung = false;
      signal.throwIfAborted();
    },
  };
}
