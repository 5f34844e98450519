/** Lets so many run at a time. */
export interface Semaphore {
  /** Resolves when the caller may run, in the order of the calls; rejects with the signal's reason when it aborts. */
  acquire(signal: AbortSignal): Promise<void>;
  /** Lets the next one run. */
  release(): void;
}

export function createSemaphore(count: number): Semaphore {
  let permits = count;
  const waiting: (() => void)[] = [];
  return {
    acquire(signal: AbortSignal): Promise<void> {
      if (signal.aborted) return Promise.reject(signal.reason as Error);
      if (permits > 0) {
        permits--;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const grant = () => {
          signal.removeEventListener('abort', abort);
          resolve();
        };
        const abort = () => {
          waiting.splice(waiting.indexOf(grant), 1);
          reject(signal.reason as Error);
        };
        waiting.push(grant);
        signal.addEventListener('abort', abort, { once: true });
      });
    },
    release(): void {
      const grant = waiting.shift();
      if (grant) grant();
      else permits++;
    },
  };
}
