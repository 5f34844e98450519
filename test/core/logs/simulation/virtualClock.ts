import { nextTick } from 'node:process';
import type { Clock } from '../../../../src/core/clock.ts';

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** Time that passes only when everyone waits for it: hours in milliseconds, always in the same order. */
export class VirtualClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(start = Date.UTC(2026, 0, 5, 9, 0, 0)) {
    this.#now = start;
  }

  /** How many sleeps haven't ended. */
  get timers(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const timer = {
        at: this.#now + Math.max(0, ms),
        fire: () => {
          signal.removeEventListener('abort', abort);
          resolve();
        },
      };
      const abort = () => {
        this.#timers.delete(timer);
        reject(signal.reason as Error);
      };
      this.#timers.add(timer);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  /** Lets time pass until `end` (ms since the epoch), or until `done` says so. */
  async run(end: number, done: () => boolean = () => false): Promise<void> {
    for (;;) {
      await allPromiseWork();
      if (done()) return;
      let at = Infinity;
      for (const timer of this.#timers) at = Math.min(at, timer.at);
      if (at > end) break;
      // What was due while the laptop was closed is due now.
      this.#now = Math.max(this.#now, at);
      for (const timer of [...this.#timers]) {
        if (timer.at === at && this.#timers.delete(timer)) timer.fire();
      }
    }
    this.#now = Math.max(this.#now, end);
    await allPromiseWork();
  }

  /** The laptop is closed for `ms`: nothing runs, and everything that was due meanwhile is due at once. */
  jump(ms: number): void {
    this.#now += ms;
  }
}

/**
 * Node turns to the next tick when no promise has anything more to do, if a promise asked for it: cheaper than a turn of
 * the event loop.
 */
async function allPromiseWork(): Promise<void> {
  await Promise.resolve();
  await new Promise<void>(resolve => {
    nextTick(resolve);
  });
}
