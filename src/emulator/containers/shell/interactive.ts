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
  readonly continuationPrompt: string;
  /** Written at the end of the input. */
  readonly exitText: string;
  /** Translates a typed line into a script of this shell. */
  readonly script?: (line: string) => string;
}

/** Reads commands from the terminal and runs them, until `exit` or Ctrl-D. */
export function* interact(
  shell: Shell,
  options: InteractiveOptions,
  runScript: (shell: Shell, script: string) => ProgramRun,
): ProgramRun {
  for (;;) {
    try {
      const script = yield* readCommand(options);
      if (script === undefined) {
        yield write(options.exitText);
        return shell.lastCode;
      }
      shell.lastCode = yield* runScript(shell, script);
      if (leaves(shell)) return shell.lastCode;
    } catch (error) {
      // A shell without memory ends; after other errors it shows its prompt again.
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
  continuationPrompt,
  script = line => line,
}: InteractiveOptions): Generator<Step, string | undefined, void> {
  let command = '';
  for (;;) {
    yield write(command === '' ? prompt : continuationPrompt);
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
