import { realClock, type Clock } from '../../src/emulator/clock.ts';

/**
 * The machine's clock, which can be told to let nothing happen for a while: what falls due meanwhile happens when it
 * is let go, in order. A test holds it while it looks at something that passes, however slow the machine is.
 */
export class PausableClock implements Clock {
  #isHeld = false;
  readonly #overdue = new Set<() => void>();

  now(): number {
    return realClock.now();
  }

  after(ms: number, action: () => void): () => void {
    const cancel = realClock.after(ms, () => {
      if (this.#isHeld) this.#overdue.add(action);
      else action();
    });
    return () => {
      cancel();
      this.#overdue.delete(action);
    };
  }

  hold(): void {
    this.#isHeld = true;
  }

  letGo(): void {
    this.#isHeld = false;
    for (const action of this.#overdue) {
      this.#overdue.delete(action);
      action();
    }
  }
}
