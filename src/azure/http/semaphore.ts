/** Places for so many at a time. */
export interface Semaphore {
  /** Resolves when a place is free, in the order of asking; rejects with the signal's reason when it aborts. */
  acquire(signal: AbortSignal): Promise<void>;
  /** Gives a taken place back. */
  release(): void;
}

export function createSemaphore(count: number): Semaphore {
  let free = count;
  const waiting: (() => void)[] = [];
  return {
    acquire(signal: AbortSignal): Promise<void> {
      if (signal.aborted) return Promise.reject(signal.reason as Error);
      if (free > 0) {
        free--;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const turn = () => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(turn), 1);
          reject(signal.reason as Error);
        };
        waiting.push(turn);
        signal.addEventListener('abort', leave, { once: true });
      });
    },
    release(): void {
      const turn = waiting.shift();
      if (turn) turn();
      else free++;
    },
  };
}
