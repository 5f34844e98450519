import type { Clock } from '../clock.ts';

/** Wakes a loop that waits for several things at once. */
export interface Bell {
  ring(): void;
  /** Resolves after `ms` (a minute at most), or as soon as someone rings or has rung; rejects with the signal's reason when it aborts. */
  wait(ms: number): Promise<void>;
}

const longest = 60_000;
/** Aborting without a reason makes an error with a stack each time. */
const woken = new Error('Someone rang.');

export function createBell(clock: Clock, signal: AbortSignal): Bell {
  let rung = false;
  let wake = () => {
    rung = true;
  };
  return {
    ring() {
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
