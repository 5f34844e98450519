import type { Clock } from '../clock.ts';
import type { Run, Step } from './program.ts';

/** Steps that a program may take in one go, and how long it is then made to wait: 10,000 steps a second. */
const sliceSteps = 50;
const sliceMs = 5;
/** Timers of the machine overflow beyond 2^31 ms, so that longer waits are made of several. */
const longestTimerMs = 2_000_000_000;

/**
 * Plays a program on the clock from now on. `write` and `exit` are called as it goes; `exit` at most once and
 * never after the answer was called, which kills the program.
 */
export function play(
  clock: Clock,
  run: Run,
  on: { write(text: string, spreadMs: number): void; exit(code: number): void },
): () => void {
  let cancel = clock.after(0, slice);
  let dead = false;

  function slice(): void {
    for (let step = 0; step < sliceSteps && !dead; step++) {
      const next = run.next();
      if (next.done) {
        dead = true;
        on.exit(next.value);
        return;
      }
      if (take(next.value)) return;
    }
    if (!dead) cancel = clock.after(sliceMs, slice);
  }

  /** True where the program now waits for a timer. */
  function take(step: Step): boolean {
    if (step.kind === 'write') on.write(step.text, step.spreadMs ?? 0);
    if (step.kind !== 'sleep') return false;
    wait(step.ms);
    return true;
  }

  function wait(ms: number): void {
    if (ms === Infinity) return;
    const part = Math.min(ms, longestTimerMs);
    cancel = clock.after(part, part < ms ? () => wait(ms - part) : slice);
  }

  return () => {
    dead = true;
    cancel();
  };
}
