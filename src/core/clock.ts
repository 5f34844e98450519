/** Time as a port, so that a test can drive it. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** A timer of more ms than this is over at once (nodejs.org, Timers: `setTimeout`). */
const longestTimer = 2 ** 31 - 1;

/** The machine's own clock. A sleep of more than 24 days ends after as many. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const abort = () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      };
      if (signal.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const timer = setTimeout(
        () => {
          signal.removeEventListener('abort', abort);
          resolve();
        },
        Math.min(ms, longestTimer),
      );
      signal.addEventListener('abort', abort, { once: true });
    }),
};
