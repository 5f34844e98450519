/** Where the output of a command goes, and where its input comes from. */
import { writeError, type ProgramRun, type Step } from '../processes/program.ts';
import { type Capture, expand } from './expand.ts';
import { checkMemory } from './memoryLimit.ts';
import { pathIn, subshell, type Shell } from './shell.ts';
import type { Node, Redirection, Word } from './syntax.ts';

/** Runs a command; given by the interpreter. */
type Execute = (shell: Shell, node: Node, tested: boolean) => ProgramRun;

/**
 * `left | right`: the right command is run, and the left one as far as the right one reads. What the right one leaves
 * unread, the left one may still do, until it writes.
 */
export function* pipe(shell: Shell, left: Node, right: Node, tested: boolean, execute: Execute): ProgramRun {
  const writer = execute(subshell(shell), left, true);
  let written = '';
  let ended = false;

  function* fill(): Generator<Step, void, void> {
    while (!written.includes('\n') && !ended) {
      const next = writer.next();
      if (next.done) ended = true;
      else if (isOutput(next.value)) written += next.value.text;
      else yield next.value;
      checkMemory(written.length);
    }
  }

  const reader = execute({ ...subshell(shell), terminal: undefined, piped: true }, right, tested);
  for (let next = reader.next(); ; next = reader.next()) {
    if (next.done) {
      yield* finish(writer, ended);
      return next.value;
    }
    if (next.value.kind === 'read') {
      yield* fill();
      const line = firstLine(written);
      written = written.slice(line?.length ?? 0);
      next.value.take(line);
    } else yield next.value;
  }
}

/** A program that writes to a pipe which nobody reads ends. */
function* finish(writer: ProgramRun, ended: boolean): Generator<Step, void, void> {
  if (ended) return;
  for (let next = writer.next(); !next.done && !isOutput(next.value); next = writer.next()) yield next.value;
  writer.return(141);
}

function isOutput(step: Step): step is Extract<Step, { kind: 'write' }> {
  return step.kind === 'write' && step.isError !== true;
}

/** A line with its newline, or what there is of the last one; undefined where there is nothing. */
function firstLine(text: string): string | undefined {
  const end = text.indexOf('\n');
  if (text === '') return undefined;
  return end < 0 ? text : text.slice(0, end + 1);
}

/** The outputs as they are: where each goes in the end. */
type Sink = 'out' | 'error' | 'nowhere' | { readonly path: string };

interface Opened {
  out: Sink;
  error: Sink;
  /** What is read instead of the terminal. */
  input?: string;
}

const devices: Readonly<Record<string, Sink>> = {
  '/dev/null': 'nowhere',
  '/dev/stdout': 'out',
  '/dev/stderr': 'error',
  '/dev/tty': 'out',
  '/proc/1/fd/1': 'out',
  '/proc/1/fd/2': 'error',
};

/** Runs a command with its outputs and its input turned elsewhere. A file that can't be opened ends it with 1. */
export function* redirect(
  shell: Shell,
  { body, redirections }: Extract<Node, { kind: 'redirected' }>,
  tested: boolean,
  { execute, capture }: { readonly execute: Execute; readonly capture: Capture },
): ProgramRun {
  const opened: Opened = { out: 'out', error: 'error' };
  for (const redirection of redirections) {
    const problem = yield* open(shell, redirection, opened, capture);
    if (problem === undefined) continue;
    yield writeError(`sh: ${problem}\n`);
    return 1;
  }
  const { terminal, piped } = shell;
  if (opened.input !== undefined) Object.assign(shell, { terminal: undefined, piped: true });
  try {
    return yield* turned(shell, execute(shell, body, tested), opened);
  } finally {
    Object.assign(shell, { terminal, piped });
  }
}

/** Notes where a redirection leads; answers why it leads nowhere. */
function* open(
  shell: Shell,
  redirection: Redirection,
  opened: Opened,
  capture: Capture,
): Generator<Step, string | undefined, void> {
  if (redirection.kind === 'nothing') return undefined;
  if (redirection.kind === 'copy') {
    opened[redirection.turns] = opened[redirection.to];
    return undefined;
  }
  const { name, path } = yield* target(shell, redirection.file, capture);
  if (redirection.kind === 'input') {
    const text = path === '/dev/null' ? '' : shell.context.files.read(path);
    if (text === undefined) return `can't open ${name}: no such file`;
    opened.input = text;
    return undefined;
  }
  const sink = devices[path] ?? { path };
  if (typeof sink === 'object') {
    const problem = shell.context.files.write(path, '', redirection.appends ? 'append' : 'replace');
    if (problem !== undefined) {
      return `can't create ${name}: ${problem === 'No such file or directory' ? 'nonexistent directory' : problem}`;
    }
  }
  if (redirection.turns !== 'error') opened.out = sink;
  if (redirection.turns !== 'out') opened.error = sink;
  return undefined;
}

function* target(
  shell: Shell,
  file: Word,
  capture: Capture,
): Generator<Step, { readonly name: string; readonly path: string }, void> {
  const name = yield* expand(shell, file, capture);
  return { name, path: pathIn(shell, name) };
}

function* turned(shell: Shell, run: ProgramRun, opened: Opened): ProgramRun {
  let input = opened.input;
  let isLost = false;
  for (let next = run.next(); ; next = run.next()) {
    if (next.done) return isLost ? 1 : next.value;
    const step = next.value;
    if (step.kind === 'write') {
      isLost = (yield* put(shell, step, step.isError ? opened.error : opened.out)) || isLost;
    } else if (step.kind === 'read' && input !== undefined) {
      const line = firstLine(input);
      input = input.slice(line?.length ?? 0);
      step.take(line);
    } else yield step;
  }
}

/** Hands output on; answers whether it was lost. */
function* put(
  shell: Shell,
  step: Extract<Step, { kind: 'write' }>,
  sink: Sink,
): Generator<Step, boolean, void> {
  if (sink === 'nowhere') return false;
  if (typeof sink === 'string') {
    yield { ...step, isError: sink === 'error' };
    return false;
  }
  const problem = shell.context.files.write(sink.path, step.text, 'append');
  if (problem === undefined) return false;
  yield writeError(`sh: write error: ${problem}\n`);
  return true;
}
