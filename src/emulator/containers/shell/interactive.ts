import {
  writeError,
  FatalError,
  InterruptedError,
  readInput,
  write,
  type ProgramRun,
  type Step,
} from '../processes/program.ts';
import { parse } from './parser.ts';
import type { Shell } from './shell.ts';
import { ShellSyntaxError } from './syntax.ts';

export interface InteractiveOptions {
  readonly prompt: string;
  /** Before the further lines of a command that isn't complete. */
  readonly more: string;
  /** Said at the end of the input. */
  readonly farewell: string;
  /** What a typed line means in the words of our shell. */
  readonly script?: (line: string) => string;
}

/** Reads commands from the terminal and runs them, until `exit` or Ctrl-D. */
export function* interact(
  shell: Shell,
  manner: InteractiveOptions,
  runScript: (shell: Shell, script: string) => ProgramRun,
): ProgramRun {
  for (;;) {
    try {
      const script = yield* readCommand(manner);
      if (script === undefined) {
        yield write(manner.farewell);
        return shell.lastCode;
      }
      shell.lastCode = yield* runScript(shell, script);
      if (leaves(shell)) return shell.lastCode;
    } catch (error) {
      // A shell that has no memory left is gone; from other mishaps it comes back to its prompt.
      const isOver =
        !(error instanceof InterruptedError) && !(error instanceof FatalError && error.code !== 137);
      if (isOver) throw error;
      shell.lastCode = error instanceof FatalError ? error.code : 130;
      if (error instanceof FatalError) yield writeError(`${error.message}\n`);
      else yield write('\n');
    }
  }
}

function leaves(shell: Shell): boolean {
  const exits = shell.leaving === 'exit';
  shell.leaving = undefined;
  return exits;
}

/** A complete command of one or several lines; undefined where the input ends before it begins. */
function* readCommand({
  prompt,
  more,
  script = line => line,
}: InteractiveOptions): Generator<Step, string | undefined, void> {
  let command = '';
  for (;;) {
    yield write(command === '' ? prompt : more);
    const line = yield* readLine();
    if (line === undefined) return command === '' ? undefined : command;
    command += script(line);
    if (isComplete(command)) return command;
  }
}

function* readLine(): Generator<Step, string | undefined, void> {
  let line = '';
  while (!line.endsWith('\n')) {
    const read = yield* readInput();
    if (read === undefined && line === '') return undefined;
    line += read ?? '';
  }
  return line;
}

function isComplete(command: string): boolean {
  try {
    parse(command);
    return true;
  } catch (error) {
    if (!(error instanceof ShellSyntaxError)) throw error;
    return !/end of file|unterminated/.test(error.message);
  }
}
