/** Commands that read lines, from files or from a pipe, and write what they make of them. */
import { writeError, work, write, type ProgramRun, type Step } from '../processes/program.ts';
import { countOf } from './fileCommands.ts';
import { inputLines } from './inputLines.ts';
import { checkMemory } from './memoryLimit.ts';
import { type Builtin, pathIn, type Shell } from './shell.ts';

export const filters: readonly (readonly [string, Builtin])[] = [
  ['base64', base64],
  ['cut', cut],
  ['grep', grep],
  ['head', head],
  ['sort', sort],
  ['tr', tr],
  ['uniq', uniq],
  ['wc', wc],
];

const isFlag = (word: string) => /^-./.test(word);
/** The letters of all options; long ones (`--color`) change nothing here. */
const lettersOf = (words: readonly string[]) => words.filter(word => /^-[A-Za-z]/.test(word)).join('');

/** What is neither an option nor the value of one of `withValue`. */
function operandsOf(words: readonly string[], withValue: readonly string[]): readonly string[] {
  return words.filter((word, i) => !isFlag(word) && !withValue.includes(words[i - 1] ?? ''));
}

/**
 * All text of the named files, or of the input where none is named; undefined, with a complaint, for one that isn't
 * there.
 */
function* textOf(
  shell: Shell,
  command: string,
  names: readonly string[],
): Generator<Step, string | undefined, void> {
  let text = '';
  yield work;
  for (const name of names) {
    const read = shell.context.files.read(pathIn(shell, name));
    if (read === undefined) {
      yield writeError(`${command}: ${name}: No such file or directory\n`);
      return undefined;
    }
    text += read;
  }
  if (names.length > 0) return text;
  yield* inputLines(function* (line) {
    text += line;
    checkMemory(text.length);
    yield work;
  });
  return text;
}

/** Lines without their newlines. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

const joined = (lines: readonly string[]) => lines.map(line => `${line}\n`).join('');

/** Reads no more than it shows, so that what writes to it may go on for ever. */
function* head(shell: Shell, words: readonly string[]): ProgramRun {
  const count = countOf(words);
  const names = words.filter((word, i) => !isFlag(word) && words[i - 1] !== '-n');
  if (names.length > 0) {
    const text = yield* textOf(shell, 'head', names);
    if (text === undefined) return 1;
    yield write(joined(linesOf(text).slice(0, count)));
    return 0;
  }
  let left = count;
  while (left-- > 0) {
    let line: string | undefined;
    yield { kind: 'read', take: read => void (line = read) };
    if (line === undefined) return 0;
    yield write(line);
  }
  return 0;
}

/** Line by line, so that a log can be followed through it. */
function* grep(shell: Shell, words: readonly string[]): ProgramRun {
  const flags = lettersOf(words);
  const [pattern = '', ...names] = operandsOf(words, ['-m', '-A', '-B', '-C']);
  const found = matcher(pattern, flags);
  if (!found) {
    yield writeError(`grep: bad regex '${pattern}'\n`);
    return 2;
  }
  let count = 0;
  const isShown = !/[qc]/.test(flags);
  function* look(line: string): Generator<Step, void, void> {
    yield work;
    if (found?.(line.replace(/\n$/, '')) !== true) return;
    count++;
    if (isShown) yield write(line.endsWith('\n') ? line : `${line}\n`);
  }
  if (names.length > 0) {
    const text = yield* textOf(shell, 'grep', names);
    if (text === undefined) return 2;
    for (const line of linesOf(text)) yield* look(line);
  } else yield* inputLines(look);
  if (flags.includes('c')) yield write(`${count}\n`);
  return count > 0 ? 0 : 1;
}

function matcher(pattern: string, flags: string): ((line: string) => boolean) | undefined {
  const escaped = flags.includes('F') ? pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : pattern;
  // In basic patterns these are plain characters unless a backslash is before them.
  const basic = /[EF]/.test(flags)
    ? escaped
    : escaped.replace(/\\?[+?|(){}]/g, m => (m.length > 1 ? m.slice(1) : `\\${m}`));
  // A group that is repeated, and many repetitions in a row, can take for ever: the container's author chose them.
  const repeated = basic.replace(/\\./g, '').match(/[*+{]/g)?.length ?? 0;
  if (repeated > 3 || /\)[*+{]/.test(basic.replace(/\\./g, ''))) return undefined;
  const longest = repeated > 1 ? 300 : 10_000;
  try {
    const expression = new RegExp(basic, flags.includes('i') ? 'i' : '');
    return line => expression.test(line.slice(0, longest)) !== flags.includes('v');
  } catch {
    return undefined;
  }
}

function* wc(shell: Shell, words: readonly string[]): ProgramRun {
  const names = words.filter(word => !isFlag(word));
  const text = yield* textOf(shell, 'wc', names);
  if (text === undefined) return 1;
  const counts = {
    l: text.split('\n').length - 1,
    w: text.split(/\s+/).filter(word => word !== '').length,
    c: Buffer.byteLength(text),
  };
  const flags = lettersOf(words) || '-lwc';
  const shown = (['l', 'w', 'c'] as const).filter(kind => flags.includes(kind)).map(kind => counts[kind]);
  yield write(`${[...shown, ...names].join(' ')}\n`);
  return 0;
}

function* sort(shell: Shell, words: readonly string[]): ProgramRun {
  const flags = lettersOf(words);
  const text = yield* textOf(shell, 'sort', operandsOf(words, ['-k', '-t']));
  if (text === undefined) return 2;
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const byNumber = (a: string, b: string) => (parseFloat(a) || 0) - (parseFloat(b) || 0) || byText(a, b);
  const lines = linesOf(text).sort(flags.includes('n') ? byNumber : byText);
  if (flags.includes('r')) lines.reverse();
  yield write(joined(flags.includes('u') ? [...new Set(lines)] : lines));
  return 0;
}

function* uniq(shell: Shell, words: readonly string[]): ProgramRun {
  const text = yield* textOf(
    shell,
    'uniq',
    words.filter(word => !isFlag(word)),
  );
  if (text === undefined) return 1;
  const runs: { line: string; count: number }[] = [];
  for (const line of linesOf(text)) {
    const last = runs.at(-1);
    if (last?.line === line) last.count++;
    else runs.push({ line, count: 1 });
  }
  const counted = words.includes('-c');
  yield write(
    joined(runs.map(({ line, count }) => (counted ? `${String(count).padStart(7)} ${line}` : line))),
  );
  return 0;
}

/** `-d` and `-f` with numbers and commas. */
function* cut(shell: Shell, words: readonly string[]): ProgramRun {
  const valueOf = (flag: string) => {
    const at = words.indexOf(flag);
    return at >= 0 ? words[at + 1] : words.find(word => word.startsWith(flag) && word !== flag)?.slice(2);
  };
  const values = [valueOf('-d'), valueOf('-f')];
  const names = words.filter(word => !isFlag(word) && !values.includes(word));
  const text = yield* textOf(shell, 'cut', names);
  if (text === undefined) return 1;
  const [mark = '\t', fields = '1'] = values;
  const columns = fields.split(',').map(Number);
  const lines = linesOf(text).map(line => {
    if (!line.includes(mark)) return line;
    const parts = line.split(mark);
    return columns.flatMap(column => parts[column - 1] ?? []).join(mark);
  });
  yield write(joined(lines));
  return 0;
}

/** Sets of plain characters and ranges (`a-z`), and `-d`. */
function* tr(shell: Shell, words: readonly string[]): ProgramRun {
  const deletes = words.includes('-d');
  const [from = '', to = ''] = words.filter(word => word !== '-d').map(characters);
  const text = yield* textOf(shell, 'tr', []);
  const turned = Array.from(text ?? '').flatMap(char => {
    const at = from.indexOf(char);
    if (at < 0) return char;
    return deletes ? [] : (to[at] ?? to.at(-1) ?? char);
  });
  if (turned.length > 0) yield write(turned.join(''));
  return 0;
}

function characters(set: string): string {
  const ranges: Readonly<Record<string, string>> = {
    '[:upper:]': 'A-Z',
    '[:lower:]': 'a-z',
    '[:digit:]': '0-9',
    '[:space:]': ' \t\n',
  };
  const plain = (ranges[set] ?? set).replace(/\\([nt])/g, (_, letter) => (letter === 'n' ? '\n' : '\t'));
  return plain.replace(/(.)-(.)/g, (_, first: string, last: string) => {
    const length = last.charCodeAt(0) - first.charCodeAt(0) + 1;
    return Array.from({ length: Math.max(0, length) }, (_each, i) =>
      String.fromCharCode(first.charCodeAt(0) + i),
    ).join('');
  });
}

function* base64(shell: Shell, words: readonly string[]): ProgramRun {
  const text = yield* textOf(
    shell,
    'base64',
    words.filter(word => !isFlag(word)),
  );
  if (text === undefined) return 1;
  if (/^-d|--decode/.test(words.find(isFlag) ?? '')) yield write(Buffer.from(text, 'base64').toString());
  else yield write(`${Buffer.from(text).toString('base64')}\n`);
  return 0;
}
