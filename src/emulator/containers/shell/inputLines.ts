import { readInput, type Step } from '../processes/program.ts';

/** Does something with each line of the input, which ends with its newline but for, perhaps, the last. */
export function* inputLines(
  action: (line: string) => Generator<Step, void, void>,
): Generator<Step, void, void> {
  for (let line = yield* readInput(); line !== undefined; line = yield* readInput()) yield* action(line);
}
