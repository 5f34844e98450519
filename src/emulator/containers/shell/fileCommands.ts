/** Commands that work on files. */
import type { FileProblem } from '../volumes/fileSystem.ts';
import { writeError, sleep, work, write, type ProgramRun } from '../processes/program.ts';
import { inputLines } from './inputLines.ts';
import { type Builtin, pathIn, type Shell } from './shell.ts';

/** The words of a command without its flags. */
const operands = (words: readonly string[]) => words.filter(word => !/^-./.test(word));
const hasFlag = (words: readonly string[], letter: string) =>
  words.some(word => new RegExp(`^-[a-zA-Z]*${letter}`).test(word));

export const fileCommands: readonly (readonly [string, Builtin])[] = [
  ['cat', cat],
  ['cd', cd],
  ['cp', (shell, words) => transfer(shell, words, false)],
  ['ls', ls],
  ['mkdir', mkdir],
  ['mv', (shell, words) => transfer(shell, words, true)],
  ['pwd', pwd],
  ['rm', rm],
  ['tail', tail],
  ['tee', tee],
  ['touch', touch],
];

function* cat(shell: Shell, words: readonly string[]): ProgramRun {
  const names = words.filter(word => word === '-' || !word.startsWith('-'));
  if (names.length === 0) return yield* repeat();
  let code = 0;
  for (const name of names) {
    if (name === '-') yield* repeat();
    else if (name !== '/dev/null') code = (yield* show(shell, name)) || code;
  }
  return code;
}

function* show(shell: Shell, name: string): ProgramRun {
  const { files } = shell.context;
  const path = pathIn(shell, name);
  yield work;
  if (files.kindOf(path) === 'folder') {
    yield writeError('cat: read error: Is a directory\n');
    return 1;
  }
  const text = files.read(path);
  if (text === undefined) {
    yield writeError(`cat: can't open '${name}': No such file or directory\n`);
    return 1;
  }
  if (text !== '') yield write(text);
  return 0;
}

/** Copies its input to its output: in a terminal every line as it is typed. */
function* repeat(): ProgramRun {
  yield* inputLines(function* (line) {
    yield write(line);
  });
  return 0;
}

function* cd(shell: Shell, words: readonly string[]): ProgramRun {
  yield work;
  const [name = '/'] = operands(words);
  const path = pathIn(shell, name);
  if (shell.context.files.kindOf(path) !== 'folder') {
    yield writeError(`sh: cd: can't cd to ${name}: No such file or directory\n`);
    return 2;
  }
  shell.directory = path === '/' ? '' : path;
  return 0;
}

function* pwd({ directory }: Shell): ProgramRun {
  yield write(`${directory || '/'}\n`);
  return 0;
}

function* ls(shell: Shell, words: readonly string[]): ProgramRun {
  const { files, now } = { files: shell.context.files, now: shell.context.now() };
  const names = operands(words);
  const long = hasFlag(words, 'l');
  let code = 0;
  for (const name of names.length > 0 ? names : ['.']) {
    const path = pathIn(shell, name);
    const kind = files.kindOf(path);
    yield work;
    if (kind === undefined) {
      yield writeError(`ls: ${name}: No such file or directory\n`);
      code = 1;
      continue;
    }
    if (kind === 'folder' && names.length > 1) yield write(`${name}:\n`);
    const inside = kind === 'file' ? [name] : (files.list(path) ?? []);
    const shown = hasFlag(words, 'a') ? inside : inside.filter(each => !each.startsWith('.'));
    const lines = shown.map(each => {
      const full = kind === 'file' ? path : `${path}/${each}`;
      return long ? longLine(files.kindOf(full), files.read(full) ?? '', each, now) : each;
    });
    if (lines.length > 0) yield write(`${lines.join('\n')}\n`);
  }
  return code;
}

function longLine(kind: 'file' | 'folder' | undefined, text: string, name: string, now: number): string {
  const time = new Date(now).toUTCString();
  const when = `${time.slice(8, 11)} ${time.slice(5, 7).replace(/^0/, ' ')} ${time.slice(17, 22)}`;
  const size = String(kind === 'folder' ? 4096 : Buffer.byteLength(text)).padStart(9);
  return `${kind === 'folder' ? 'drwxr-xr-x' : '-rw-r--r--'}    1 root     root     ${size} ${when} ${name}`;
}

function* mkdir(shell: Shell, words: readonly string[]): ProgramRun {
  const { files } = shell.context;
  const withParents = hasFlag(words, 'p');
  return yield* each(operands(words), name => {
    const path = pathIn(shell, name);
    if (!withParents) return problemOf('mkdir', 'create directory', name, files.makeFolder(path));
    const parts = path.slice(1).split('/');
    for (const [index] of parts.entries()) {
      const folder = `/${parts.slice(0, index + 1).join('/')}`;
      const problem = files.kindOf(folder) === 'folder' ? undefined : files.makeFolder(folder);
      if (problem) return problemOf('mkdir', 'create directory', name, problem);
    }
    return undefined;
  });
}

function* touch(shell: Shell, words: readonly string[]): ProgramRun {
  const { files } = shell.context;
  return yield* each(operands(words), name => {
    const path = pathIn(shell, name);
    const problem = files.kindOf(path) === 'folder' ? undefined : files.write(path, '', 'append');
    return problem && `touch: ${name}: ${problem}`;
  });
}

function* rm(shell: Shell, words: readonly string[]): ProgramRun {
  const { files } = shell.context;
  return yield* each(operands(words), name => {
    const path = pathIn(shell, name);
    const kind = files.kindOf(path);
    if (kind === undefined && hasFlag(words, 'f')) return undefined;
    if (kind === 'folder' && !hasFlag(words, '[rR]')) return `rm: '${name}' is a directory`;
    return problemOf('rm', 'remove', name, files.remove(path));
  });
}

/** `cp` and `mv` of files, into folders too. */
function* transfer(shell: Shell, words: readonly string[], moves: boolean): ProgramRun {
  const { files } = shell.context;
  const names = operands(words);
  const to = names.pop() ?? '';
  const target = pathIn(shell, to);
  return yield* each(names, name => {
    const from = pathIn(shell, name);
    const text = files.read(from);
    if (text === undefined) return `${moves ? 'mv' : 'cp'}: can't stat '${name}': No such file or directory`;
    const path = files.kindOf(target) === 'folder' ? `${target}/${from.replace(/^.*\//, '')}` : target;
    const problem = files.write(path, text, 'replace') ?? (moves ? files.remove(from) : undefined);
    return problem && `${moves ? 'mv' : 'cp'}: can't create '${path}': ${problem}`;
  });
}

function* tee(shell: Shell, words: readonly string[]): ProgramRun {
  const { files } = shell.context;
  const paths = operands(words).map(name => pathIn(shell, name));
  const appends = hasFlag(words, 'a');
  for (const path of paths) files.write(path, '', appends ? 'append' : 'replace');
  yield* inputLines(function* (line) {
    for (const path of paths) files.write(path, line, 'append');
    yield write(line);
  });
  return 0;
}

/** `tail -f` shows what is written from then on; of `/dev/null` it is the customary way of doing nothing. */
function* tail(shell: Shell, words: readonly string[]): ProgramRun {
  const count = countOf(words);
  const [name] = words.filter((word, i) => !word.startsWith('-') && !/^-[nc]$/.test(words[i - 1] ?? ''));
  if (name === undefined) {
    const last: string[] = [];
    yield* inputLines(function* (line) {
      last.push(line);
      if (last.length > count) last.shift();
      yield work;
    });
    if (last.length > 0) yield write(last.join(''));
    return 0;
  }
  const { files } = shell.context;
  const path = pathIn(shell, name);
  const follows = words.some(word => /^(?:-\w*[fF]\w*|--follow.*)$/.test(word));
  let text = path.startsWith('/dev/') ? '' : files.read(path);
  if (text === undefined) {
    yield writeError(`tail: can't open '${name}': No such file or directory\n`);
    return 1;
  }
  const lines = text.split(/(?<=\n)/);
  if (text !== '') yield write(lines.slice(Math.max(0, lines.length - count)).join(''));
  if (follows && path.startsWith('/dev/')) yield sleep(Infinity);
  while (follows) {
    yield sleep(1000);
    const now: string = files.read(path) ?? '';
    if (now.length > text.length) yield write(now.slice(text.length));
    text = now;
  }
  return 0;
}

/** The number in `-n 5`, `-n5`, `-5`; 10 without one. */
export function countOf(words: readonly string[]): number {
  const at = words.indexOf('-n');
  const given =
    at >= 0 ? words[at + 1] : /^-n?(\d+)$/.exec(words.find(word => /^-n?\d+$/.test(word)) ?? '')?.[1];
  return Number(given ?? 10) || 0;
}

function* each(names: readonly string[], action: (name: string) => string | undefined): ProgramRun {
  let code = 0;
  yield work;
  for (const name of names) {
    const problem = action(name);
    if (problem === undefined) continue;
    code = 1;
    yield writeError(`${problem}\n`);
  }
  return code;
}

function problemOf(
  command: string,
  verb: string,
  name: string,
  problem: FileProblem | undefined,
): string | undefined {
  return problem && `${command}: can't ${verb} '${name}': ${problem}`;
}
