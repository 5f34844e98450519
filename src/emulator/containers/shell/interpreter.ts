import { writeError, work, type ProgramRun, type Step, type ProgramContext } from '../processes/program.ts';
import { builtins } from './builtins.ts';
import { expand, expandAll } from './expand.ts';
import { inputLines } from './inputLines.ts';
import { interact } from './interactive.ts';
import { checkMemory } from './memoryLimit.ts';
import { parse } from './parser.ts';
import { pipe, redirect } from './pipes.ts';
import { createShell, isShellScript, pathIn, subshell, type Shell } from './shell.ts';
import { ShellSyntaxError, type Node } from './syntax.ts';

/** Names under which the shell itself is known. */
const shells = new Set(['sh', 'bash', 'ash', 'dash']);
/** Commands that run the command that follows them. */
const prefixes = new Set(['exec', 'command', 'nohup', 'time', 'nice']);

export const isShell = (name: string): boolean => shells.has(name);

/** Whether a container can be started with this as its executable (a name without its path). */
export const isExecutable = (name: string): boolean => shells.has(name) || builtins.has(name);

/** Runs an executable of a container image with its arguments. */
export function runArguments(context: ProgramContext, name: string, words: readonly string[]): ProgramRun {
  return runCommand(createShell(context, [name]), name, words);
}

/** A shell that reads from the terminal. */
export function interactiveShell(context: ProgramContext, name: string): ProgramRun {
  return readTerminal(createShell(context, [name]), name);
}

function readTerminal(shell: Shell, name: string): ProgramRun {
  const bash = name === 'bash';
  const prompt = bash ? `root@${shell.context.hostname}:/# ` : '/ # ';
  return interact(shell, { prompt, continuationPrompt: '> ', exitText: bash ? 'exit\n' : '' }, runScript);
}

/** Runs a script to its end; what it answers is its exit code. */
export function* runScript(shell: Shell, script: string): ProgramRun {
  let node: Node;
  try {
    node = parse(script);
  } catch (error) {
    if (!(error instanceof ShellSyntaxError)) throw error;
    yield writeError(`sh: ${error.message}\n`);
    return 2;
  }
  return yield* execute(shell, node, false);
}

/** `tested`: the code decides an `if`, a loop or an `&&`, so that `set -e` lets it pass. */
function* execute(shell: Shell, node: Node, tested: boolean): ProgramRun {
  switch (node.kind) {
    case 'simple':
      return yield* executeSimple(shell, node, tested);
    case 'list': {
      for (const item of node.items) {
        shell.lastCode = yield* execute(shell, item, tested);
        if (shell.leaving) break;
      }
      return node.items.length > 0 ? shell.lastCode : 0;
    }
    case 'and':
    case 'or': {
      const left = yield* execute(shell, node.left, true);
      shell.lastCode = left;
      if (shell.leaving || (left === 0) !== (node.kind === 'and')) return left;
      return yield* execute(shell, node.right, tested);
    }
    case 'not':
      return (yield* execute(shell, node.body, true)) === 0 ? 1 : 0;
    case 'subshell':
      return yield* execute(subshell(shell), node.body, tested);
    case 'pipe':
      return yield* pipe(shell, node.left, node.right, tested, execute);
    case 'redirected':
      return yield* redirect(shell, node, tested, { execute, capture });
    case 'if': {
      const code = yield* execute(shell, node.condition, true);
      if (shell.leaving) return code;
      if (code === 0) return yield* execute(shell, node.then, tested);
      return node.otherwise ? yield* execute(shell, node.otherwise, tested) : 0;
    }
    case 'loop': {
      let code = 0;
      while (((yield* execute(shell, node.condition, true)) === 0) !== node.until && !shell.leaving) {
        code = yield* execute(shell, node.body, tested);
        if (leavesLoop(shell)) return code;
        yield work;
      }
      return shell.leaving ? shell.lastCode : code;
    }
    case 'for': {
      let code = 0;
      for (const value of yield* expandAll(shell, node.words, capture)) {
        shell.variables.set(node.name, value);
        code = yield* execute(shell, node.body, tested);
        if (leavesLoop(shell)) return code;
        yield work;
      }
      return code;
    }
  }
}

function leavesLoop(shell: Shell): boolean {
  const how = shell.leaving;
  if (how !== 'exit') shell.leaving = undefined;
  return how === 'break' || how === 'exit';
}

function* executeSimple(shell: Shell, node: Extract<Node, { kind: 'simple' }>, tested: boolean): ProgramRun {
  yield work;
  const [name, ...rest] = yield* expandAll(shell, node.words, capture);
  const assigned: [string, string][] = [];
  for (const { name: variable, value } of node.assignments)
    assigned.push([variable, yield* expand(shell, value, capture)]);
  if (name === undefined) {
    for (const [variable, value] of assigned) shell.variables.set(variable, value);
    return 0;
  }
  const code = yield* withVariables(shell, assigned, () => runCommand(shell, name, rest));
  if (code !== 0 && shell.exitOnError && !tested) shell.leaving = 'exit';
  return code;
}

/** `X=1 command`: the variables are there for the one command only. */
function* withVariables(
  shell: Shell,
  assigned: readonly [string, string][],
  run: () => ProgramRun,
): ProgramRun {
  const before = assigned.map(([name]) => [name, shell.variables.get(name)] as const);
  for (const [name, value] of assigned) shell.variables.set(name, value);
  try {
    return yield* run();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) shell.variables.delete(name);
      else shell.variables.set(name, value);
    }
  }
}

/** Runs a command by its name, with or without a path. */
function* runCommand(shell: Shell, name: string, words: readonly string[]): ProgramRun {
  const bare = name.replace(/^\/(?:usr\/)?(?:local\/)?s?bin\//, '');
  if (shells.has(bare)) return yield* runShell(shell, bare, words);
  if (prefixes.has(bare)) return yield* runPrefixed(shell, bare, words);
  const builtin = builtins.get(bare);
  if (builtin) return yield* builtin(shell, words);
  const script = name.includes('/') ? shell.context.files.read(pathIn(shell, name)) : undefined;
  if (isShellScript(script)) return yield* runFile(shell, name, words);
  const program = shell.context.executable?.(bare, words);
  if (program) return yield* program({ ...shell.context, env: Object.fromEntries(shell.variables) });
  if (script !== undefined) return 0;
  yield writeError(`sh: ${name}: not found\n`);
  return 127;
}

function* runPrefixed(shell: Shell, prefix: string, [name, ...words]: readonly string[]): ProgramRun {
  if (name === undefined) return 0;
  const code = yield* runCommand(shell, name, words);
  if (prefix === 'exec') shell.leaving = 'exit';
  return code;
}

/** `sh -c script`; without a script it reads from the terminal, and ends where there is none. */
function* runShell(shell: Shell, name: string, words: readonly string[]): ProgramRun {
  const script = words.findIndex(word => /^-[a-z]*c$/.test(word));
  if (script < 0) {
    const file = words.find(word => !word.startsWith('-'));
    if (file !== undefined) return yield* runFile(shell, file, words.slice(words.indexOf(file) + 1));
    if (shell.terminal) return yield* readTerminal(subshell(shell), name);
    return shell.piped ? yield* runInput(shell) : 0;
  }
  const inner = { ...subshell(shell), positional: words.slice(script + 2), leaving: undefined };
  inner.exitOnError = words[script]?.includes('e') ?? false;
  return yield* runScript(inner, words[script + 1] ?? '');
}

/** A script that lies in a volume, or that another has written. */
function* runFile(shell: Shell, file: string, words: readonly string[]): ProgramRun {
  const script = shell.context.files.read(pathIn(shell, file));
  if (script !== undefined) {
    return yield* runScript({ ...subshell(shell), positional: [file, ...words], leaving: undefined }, script);
  }
  yield writeError(`sh: can't open '${file}': No such file or directory\n`);
  return 2;
}

/** A script that comes through a pipe. */
function* runInput(shell: Shell): ProgramRun {
  let script = '';
  yield* inputLines(function* (line) {
    script += line;
    checkMemory(script.length);
    yield work;
  });
  return yield* runScript({ ...subshell(shell), piped: false, leaving: undefined }, script);
}

/** What a command writes, without the newlines at its end: `$(…)`. */
function* capture(shell: Shell, body: Node): Generator<Step, string, void> {
  const run = execute(subshell(shell), body, true);
  let text = '';
  for (let next = run.next(); ; next = run.next()) {
    if (next.done) {
      shell.lastCode = next.value;
      return text.replace(/\n+$/, '');
    }
    if (next.value.kind === 'write' && next.value.isError !== true) {
      text += next.value.text;
      checkMemory(text.length);
    } else yield next.value;
  }
}
