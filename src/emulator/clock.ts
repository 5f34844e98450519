/** Time for the emulator: the machine's own, or one that a test moves by hand. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
  /** Calls `action` once, `ms` milliseconds from now, unless the answer is called first. */
  after(ms: number, action: () => void): () => void;
}

export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until `advance` moves it; due actions run in the order of their times. */
export class ManualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #due = new Map<number, { readonly at: number; readonly action: () => void }>();

  constructor(start = Date.UTC(2026, 0, 5, 9, 0, 0)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    const id = this.#order++;
    this.#due.set(id, { at: this.#now + Math.max(0, ms), action });
    return () => void this.#due.delete(id);
  }

  /** Moves time on by `ms`, running on the way everything that falls due, what that schedules included. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = [...this.#due]
        .filter(([, d]) => d.at <= end)
        .sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
      if (!next) break;
      const [id, { at, action }] = next;
      this.#due.delete(id);
      this.#now = at;
      action();
    }
    this.#now = end;
  }
}
