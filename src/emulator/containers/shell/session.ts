import type { Terminal, World } from '../program.ts';

/** A running shell; a subshell has a copy. */
export interface Shell {
  readonly world: World;
  readonly variables: Map<string, string>;
  /** `$0`, `$1`, … */
  readonly positional: readonly string[];
  lastCode: number;
  /** Set while the shell leaves a loop or itself: nothing more is run until that is reached. */
  leaving: 'exit' | 'break' | 'continue' | undefined;
  /** Where input comes from; undefined: nowhere. */
  terminal: Terminal | undefined;
  /** `set -e`. */
  exitOnError: boolean;
}

export function createShell(world: World, positional: readonly string[]): Shell {
  return {
    world,
    variables: new Map(Object.entries(world.env)),
    positional,
    lastCode: 0,
    leaving: undefined,
    terminal: world.terminal,
    exitOnError: false,
  };
}

export function subshell(shell: Shell): Shell {
  return { ...shell, variables: new Map(shell.variables) };
}
