import type { Clock } from '../../clock.ts';
import { FatalError, InterruptedError, type ProgramRun, type Step } from './program.ts';

/** Steps that a program may take in one go, and how long it is then made to wait: 10,000 steps a second. */
const sliceSteps = 50;
const sliceMs = 5;
/** Timers of the machine overflow beyond 2^31 ms, so that longer waits are made of several. */
const longestTimerMs = 2_000_000_000;

/** What of a terminal a program reads from. */
export interface ProcessInput {
  /** Calls `ready` when there is input to take; at once where there is already. */
  whenReady(ready: () => void): void;
  /** The next line; undefined at the end of the input. Only once it is ready. */
  take(): string | undefined;
  readonly isReady: boolean;
}

/** Where a program's output goes, and its end. */
export interface ProcessOutput {
  write(text: string, spreadMs: number): void;
  exit(code: number): void;
  /**
   * Where output is taken too slowly: calls `ready` once there is room for more, and returns how to cancel that. Undefined
   * where there is room. Absent: there always is.
   */
  whenWritable?(ready: () => void): (() => void) | undefined;
}

export interface RunningProcess {
  /** Ends the program; `exit` is not called. */
  kill(): void;
  /** Ctrl-C: a program that doesn't mind ends with 130. */
  interrupt(): void;
}

/** Runs a program on the clock from now on. `write` and `exit` are called meanwhile; `exit` at most once. */
export function startProcess(
  clock: Clock,
  run: ProgramRun,
  on: ProcessOutput,
  input?: ProcessInput,
): RunningProcess {
  let cancel = clock.after(0, slice);
  let ended = false;
  /** Written in this slice: handed on in one piece, which costs a log and its readers far less than each line. */
  let written: string[] = [];
  const goOn = () => run.next();
  let resume = goOn;

  function slice(): void {
    for (let step = 0; step < sliceSteps; step++) {
      const next = proceed();
      if (next.done) {
        flush();
        if (ended) return;
        ended = true;
        on.exit(next.value);
        return;
      }
      if (next.value.kind === 'read') {
        if (input && !input.isReady) {
          flush();
          resume = giving(next.value);
          if (!ended) input.whenReady(() => (cancel = clock.after(0, slice)));
          return;
        }
        next.value.take(input?.take());
      }
      if (next.value.kind === 'sleep') {
        const { ms } = next.value;
        flush();
        if (!ended) whenWritable(() => wait(ms));
        return;
      }
      if (next.value.kind === 'write') take(next.value);
      if (ended) return;
    }
    flush();
    if (!ended) whenWritable(() => (cancel = clock.after(sliceMs, slice)));
  }

  function whenWritable(go: () => void): void {
    const stopWaiting = on.whenWritable?.(go);
    if (stopWaiting) cancel = stopWaiting;
    else go();
  }

  function proceed(): IteratorResult<Step, number> {
    const go = resume;
    resume = goOn;
    try {
      return go();
    } catch (error) {
      if (error instanceof InterruptedError) return { done: true, value: 130 };
      if (error instanceof FatalError) {
        if (error.message !== '') written.push(`${error.message}\n`);
        return { done: true, value: error.code };
      }
      // More memory or a deeper stack than there is: a real one would be killed.
      if (error instanceof RangeError) return { done: true, value: 137 };
      throw error;
    }
  }

  function giving({ take: give }: Extract<Step, { kind: 'read' }>) {
    return () => {
      give(input?.take());
      return run.next();
    };
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

  return {
    kill() {
      ended = true;
      cancel();
    },
    interrupt() {
      if (ended) return;
      cancel();
      input?.whenReady(() => undefined);
      resume = () => run.throw(new InterruptedError());
      cancel = clock.after(0, slice);
    },
  };
}
