import { sleep, work, write, type Program } from '../processes/program.ts';

/** Runs and never writes. */
export const silent: Program = function* () {
  yield sleep(Infinity);
  return 0;
};

/** What a shell does that has neither a script nor a terminal. */
export const endsAtOnce: Program = function* () {
  yield work;
  return 0;
};

/** A service that writes these lines as it starts, and nothing after. */
export function prints(lines: readonly string[]): Program {
  return function* () {
    for (const line of lines) {
      yield write(`${line}\n`);
      yield sleep(20);
    }
    yield sleep(Infinity);
    return 0;
  };
}

/** Writes these lines and ends with this exit code, a moment after its start. */
export function fails(lines: readonly string[], code: number): Program {
  return function* () {
    for (const line of lines) yield write(`${line}\n`);
    yield sleep(500);
    return code;
  };
}
