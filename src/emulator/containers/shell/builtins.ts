import { writeError, readInput, sleep, work, write, type ProgramRun } from '../processes/program.ts';
import { fileCommands } from './fileCommands.ts';
import { filters } from './filters.ts';
import { type Builtin, pathIn, type Shell } from './shell.ts';
import { stty } from './stty.ts';
import { runTest } from './testCommand.ts';
import { expandEscapes, formatPrintf } from './formatting.ts';
import { formatDate } from './dateFormat.ts';

/** The commands by name. */
export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ...fileCommands,
  ...filters,
  [':', ends(0)],
  ['true', ends(0)],
  ['false', ends(1)],
  ['wait', ends(0)],
  ['trap', ends(0)],
  ['chmod', ends(0)],
  ['echo', echo],
  ['printf', printf],
  ['sleep', pause],
  ['stty', stty],
  ['clear', () => printLine('\x1b[H\x1b[2J')],
  ['ping', ping],
  ['yes', yes],
  ['seq', seq],
  ['exit', exit],
  ['break', leave('break')],
  ['continue', leave('continue')],
  ['export', assign],
  ['readonly', assign],
  ['local', assign],
  ['unset', unset],
  ['set', set],
  ['shift', ends(0)],
  ['env', env],
  ['printenv', env],
  ['test', (shell, words) => answer(runTest(words, path => fileAt(shell, path)))],
  ['[', bracket],
  ['read', read],
  ['date', (shell, words) => printLine(formatDate(shell.context.now(), words))],
  ['hostname', shell => printLine(shell.context.hostname)],
  ['whoami', () => printLine('root')],
  ['id', () => printLine('uid=0(root) gid=0(root) groups=0(root)')],
  [
    'uname',
    (shell, [flag]) =>
      printLine(flag === '-a' ? `Linux ${shell.context.hostname} 5.10.102.2 x86_64 Linux` : 'Linux'),
  ],
]);

function ends(code: number): Builtin {
  return function* () {
    return code;
  };
}

function* answer(code: number): ProgramRun {
  yield work;
  return code;
}

function bracket(shell: Shell, words: readonly string[]): ProgramRun {
  const isClosed = words.at(-1) === ']';
  return answer(isClosed ? runTest(words.slice(0, -1), path => fileAt(shell, path)) : 2);
}

function fileAt(shell: Shell, path: string) {
  const { files } = shell.context;
  const full = pathIn(shell, path);
  return { kind: files.kindOf(full), isEmpty: (files.read(full) ?? '') === '' };
}

/** One line into variables, the last of which gets what is left of it. */
function* read(shell: Shell, words: readonly string[]): ProgramRun {
  const names = words.filter(word => !word.startsWith('-'));
  const line = yield* readInput();
  const parts = (line ?? '').trim().split(/[ \t]+/);
  names.forEach((name, i) =>
    shell.variables.set(name, i === names.length - 1 ? parts.slice(i).join(' ') : (parts[i] ?? '')),
  );
  return line === undefined ? 1 : 0;
}

function* printLine(line: string): ProgramRun {
  yield write(`${line}\n`);
  return 0;
}

function* echo(_: Shell, words: readonly string[]): ProgramRun {
  const flags = words.findIndex(word => !/^-[neE]+$/.test(word));
  const said = flags < 0 ? [] : words.slice(flags);
  const options = (flags < 0 ? words : words.slice(0, flags)).join('');
  const text = said.join(' ');
  yield write((options.includes('e') ? expandEscapes(text) : text) + (options.includes('n') ? '' : '\n'));
  return 0;
}

function* printf(_: Shell, [pattern = '', ...values]: readonly string[]): ProgramRun {
  const text = formatPrintf(pattern, values);
  if (text !== '') yield write(text);
  return 0;
}

function* pause(_: Shell, words: readonly string[]): ProgramRun {
  const lengths = words.map(milliseconds);
  const wrong = words.find((_word, i) => lengths[i] === undefined);
  if (wrong !== undefined || words.length === 0) {
    yield writeError(wrong === undefined ? 'sleep: missing operand\n' : `sleep: invalid number '${wrong}'\n`);
    return 1;
  }
  yield sleep(lengths.reduce<number>((sum, ms) => sum + (ms ?? 0), 0));
  return 0;
}

const units: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function milliseconds(word: string): number | undefined {
  if (/^inf(?:inity)?$/.test(word)) return Infinity;
  const match = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(word);
  return match ? Number(match[1]) * (units[match[2] ?? ''] ?? 0) : undefined;
}

/** With `-t` or `-n` as Windows has it: the customary way of waiting there. */
function* ping(_: Shell, words: readonly string[]): ProgramRun {
  const host =
    words.find((word, i) => !word.startsWith('-') && !/^-[nc]$/.test(words[i - 1] ?? '')) ?? 'localhost';
  const counted = words.findIndex(word => word === '-n' || word === '-c');
  const count = counted < 0 ? Infinity : Number(words[counted + 1]);
  const isWindows = words.includes('-t') || words.includes('-n');
  for (let i = 0; i < count; i++) {
    if (i > 0) yield sleep(1_000);
    yield write(
      isWindows ? `Reply from ${host}: time<1ms\n` : `64 bytes from ${host}: seq=${i} ttl=64 time=0.050 ms\n`,
    );
  }
  return 0;
}

function* yes(_: Shell, words: readonly string[]): ProgramRun {
  for (;;) yield write(`${words.join(' ') || 'y'}\n`);
}

function* seq(_: Shell, words: readonly string[]): ProgramRun {
  const numbers = words.map(Number);
  const last = numbers.at(-1);
  const [first = 1] = numbers.length > 1 ? numbers : [];
  const [, step = 1] = numbers.length > 2 ? numbers : [];
  if (last === undefined || numbers.some(Number.isNaN) || step === 0) {
    yield writeError('seq: invalid argument\n');
    return 1;
  }
  for (let n = first; step > 0 ? n <= last : n >= last; n += step) yield write(`${n}\n`);
  return 0;
}

function* exit(shell: Shell, [code]: readonly string[]): ProgramRun {
  yield work;
  shell.leaving = 'exit';
  return code === undefined ? shell.lastCode : Number(code) & 255;
}

function leave(how: 'break' | 'continue'): Builtin {
  return function* (shell) {
    yield work;
    shell.leaving = how;
    return 0;
  };
}

function* assign(shell: Shell, words: readonly string[]): ProgramRun {
  yield work;
  for (const word of words) {
    const at = word.indexOf('=');
    if (at > 0) shell.variables.set(word.slice(0, at), word.slice(at + 1));
  }
  return 0;
}

function* unset(shell: Shell, words: readonly string[]): ProgramRun {
  yield work;
  for (const word of words) shell.variables.delete(word);
  return 0;
}

function* set(shell: Shell, words: readonly string[]): ProgramRun {
  yield work;
  for (const word of words) {
    if (/^-[a-z]*e/.test(word)) shell.exitOnError = true;
    if (/^\+[a-z]*e/.test(word)) shell.exitOnError = false;
  }
  return 0;
}

function* env(shell: Shell, words: readonly string[]): ProgramRun {
  const [name] = words;
  if (name === undefined) {
    for (const [key, value] of shell.variables) yield write(`${key}=${value}\n`);
    return 0;
  }
  const value = shell.variables.get(name);
  if (value === undefined) return 1;
  yield write(`${value}\n`);
  return 0;
}
