import type { Clock } from '../src/core/clock.ts';

interface Sleeper {
  readonly ms: number;
  readonly until: number;
  wake(): void;
}

/**
 * Stands still until `advance`. Sleeps of at most `skipUpTo` ms are over at once, and move the time on; `moved` is
 * told, so that another clock can go along.
 */
export class TestClock implements Clock {
  readonly slept: number[] = [];
  readonly #skipUpTo: number;
  readonly #moved: (ms: number) => void;
  readonly #sleepers = new Set<Sleeper>();
  readonly #watchers = new Set<() => void>();
  #now = Date.UTC(2026, 0, 5, 9, 0, 0);

  constructor(skipUpTo = 0, moved: (ms: number) => void = () => undefined) {
    this.#skipUpTo = skipUpTo;
    this.#moved = moved;
  }

  /** How many sleeps are going on. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    this.slept.push(ms);
    if (ms <= this.#skipUpTo) {
      this.#now += ms;
      this.#moved(ms);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason as Error);
      };
      const wake = () => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      const sleeper: Sleeper = { ms, until: this.#now + ms, wake };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', abort, { once: true });
      for (const watch of this.#watchers) watch();
    });
  }

  advance(ms: number): void {
    this.#now += ms;
    for (const sleeper of [...this.#sleepers]) {
      if (sleeper.until > this.#now) continue;
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
  }

  /** Resolves as soon as `count` sleeps of exactly `ms` are going on. */
  asleepFor(ms: number, count = 1): Promise<void> {
    const enough = () => [...this.#sleepers].filter(sleeper => sleeper.ms === ms).length >= count;
    if (enough()) return Promise.resolve();
    return new Promise(resolve => {
      const watch = () => {
        if (!enough()) return;
        this.#watchers.delete(watch);
        resolve();
      };
      this.#watchers.add(watch);
    });
  }
}
