import { normalizePath } from '../volumes/fileSystem.ts';
import type { ProgramRun, Terminal, ProgramContext } from '../processes/program.ts';

/** A running shell; a subshell has a copy. */
export interface Shell {
  readonly context: ProgramContext;
  readonly variables: Map<string, string>;
  /** `$0`, `$1`, … */
  readonly positional: readonly string[];
  lastCode: number;
  /** Set while the shell leaves a loop or itself: nothing more is run until that is reached. */
  leaving: 'exit' | 'break' | 'continue' | undefined;
  /** Where input comes from; undefined: from nowhere, or from a pipe or file. */
  terminal: Terminal | undefined;
  /** Whether input comes from a pipe or file. */
  piped: boolean;
  /** The working directory, '' for the root. */
  directory: string;
  /** `set -e`. */
  exitOnError: boolean;
}

/** A command that is there in every simulated container; its words follow its name. */
export type Builtin = (shell: Shell, words: readonly string[]) => ProgramRun;

export function createShell(context: ProgramContext, positional: readonly string[]): Shell {
  return {
    context,
    variables: new Map(Object.entries(context.env)),
    positional,
    lastCode: 0,
    leaving: undefined,
    terminal: context.terminal,
    piped: false,
    directory: normalizePath(context.directory ?? ''),
    exitOnError: false,
  };
}

export function subshell(shell: Shell): Shell {
  return { ...shell, variables: new Map(shell.variables) };
}

/** Whether a file is for the shell: it has text, and names no other interpreter. */
export function isShellScript(text: string | undefined): boolean {
  return text !== undefined && text !== '' && !/^#!(?!.*sh\b)/.test(text);
}

/** A path as seen from the shell's working directory. */
export function pathIn({ directory }: Shell, path: string): string {
  const isAbsolute = /^(?:[a-z]:)?[\\/]/i.test(path);
  return normalizePath(isAbsolute ? path : `${directory}/${path}`) || '/';
}
