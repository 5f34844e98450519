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
  /** Written in this slice: handed on in one piece, which costs a log and its readers far less than each line. */
  let written: string[] = [];

  function slice(): void {
    for (let step = 0; step < sliceSteps; step++) {
      const next = run.next();
      if (next.done) {
        flush();
        if (dead) return;
        dead = true;
        on.exit(next.value);
        return;
      }
      if (next.value.kind === 'sleep') {
        flush();
        if (!dead) wait(next.value.ms);
        return;
      }
      if (next.value.kind === 'write') take(next.value);
      if (dead) return;
    }
    flush();
    if (!dead) cancel = clock.after(sliceMs, slice);
  }

  function take({ text, spreadMs }: Extract<Step, { kind: 'write' }>): void {
    if (spreadMs === undefined) written.push(text);
    else {
      flush();
      on.write(text, spreadMs);
    }
  }

  function flush(): void {
    const text = written.join('');
    written = [];
    if (text !== '') on.write(text, 0);
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
