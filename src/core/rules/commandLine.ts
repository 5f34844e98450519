/**
 * A command line as its system splits it: words, quotes and escapes, but no expansion of anything. For Linux that is a
 * POSIX shell; for Windows CommandLineToArgvW, where a backslash is a letter of a path and `'` no quote.
 */
import type { OsType } from '../model/containerGroup.ts';

export type CommandLineProblem =
  | { readonly code: 'quoteOpen'; readonly quote: "'" | '"'; readonly position: number }
  | { readonly code: 'escapeOpen' }
  | { readonly code: 'commandOneWord'; readonly text: string };

type Parsed = { readonly argv: readonly string[] } | { readonly problem: CommandLineProblem };

/** A piece of a word: its text, and where the reading goes on. */
interface WordPiece {
  readonly text: string;
  readonly end: number;
}

/** What a person types as a command: a line, or the list of its words as Dockerfiles and the portal have it. */
export function parseCommand(text: string, system: OsType = 'Linux'): Parsed {
  const list = parseList(text);
  return list ? { argv: list } : parseCommandLine(text, system);
}

function parseList(text: string): readonly string[] | undefined {
  if (!text.trim().startsWith('[')) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) && json.every(word => typeof word === 'string') ? json : undefined;
  } catch {
    return undefined; // a line that begins with the program `[`
  }
}

/** Splits `line` into arguments. An empty line is no argument at all: the image's own command. */
export function parseCommandLine(line: string, system: OsType = 'Linux'): Parsed {
  const read = system === 'Windows' ? readWindowsPiece : readPiece;
  const argv: string[] = [];
  let word: string | undefined;
  let position = 0;
  while (position < line.length) {
    const character = line.charAt(position);
    if (/[ \t\n]/.test(character)) {
      if (word !== undefined) argv.push(word);
      word = undefined;
      position += 1;
      continue;
    }
    const piece = read(line, position);
    if ('code' in piece) return { problem: piece };
    word = (word ?? '') + piece.text;
    position = piece.end;
  }
  if (word !== undefined) argv.push(word);
  return { argv };
}

function readPiece(line: string, start: number): WordPiece | CommandLineProblem {
  switch (line.charAt(start)) {
    case "'":
      return readSingleQuoted(line, start);
    case '"':
      return readDoubleQuoted(line, start);
    case '\\':
      return readEscape(line, start);
    default:
      return { text: line.charAt(start), end: start + 1 };
  }
}

function readEscape(line: string, start: number): WordPiece | CommandLineProblem {
  if (start + 1 >= line.length) return { code: 'escapeOpen' };
  const escaped = line.charAt(start + 1);
  return { text: escaped === '\n' ? '' : escaped, end: start + 2 };
}

function readSingleQuoted(line: string, start: number): WordPiece | CommandLineProblem {
  const close = line.indexOf("'", start + 1);
  if (close < 0) return { code: 'quoteOpen', quote: "'", position: start + 1 };
  return { text: line.slice(start + 1, close), end: close + 1 };
}

/** Between double quotes a backslash escapes only `$`, a backquote, `"`, itself and a line's end (POSIX 2.2.3). */
function readDoubleQuoted(line: string, start: number): WordPiece | CommandLineProblem {
  let text = '';
  for (let position = start + 1; position < line.length; position++) {
    const character = line.charAt(position);
    const next = line.charAt(position + 1);
    if (character === '"') return { text, end: position + 1 };
    if (character === '\\' && /[$`"\\\n]/.test(next)) {
      text += next === '\n' ? '' : next;
      position += 1;
    } else text += character;
  }
  return { code: 'quoteOpen', quote: '"', position: start + 1 };
}

function readWindowsPiece(line: string, start: number): WordPiece | CommandLineProblem {
  if (line.charAt(start) !== '"') return readWindowsLetters(line, start);
  let text = '';
  let position = start + 1;
  while (position < line.length) {
    if (line.charAt(position) === '"') return { text, end: position + 1 };
    const piece = readWindowsLetters(line, position);
    text += piece.text;
    position = piece.end;
  }
  return { code: 'quoteOpen', quote: '"', position: start + 1 };
}

/** Backslashes before a `"` count by pairs, and an odd one makes it a letter; all others are letters themselves. */
function readWindowsLetters(line: string, start: number): WordPiece {
  const escaped = /\\+(?=")/y;
  escaped.lastIndex = start;
  const slashes = escaped.exec(line)?.[0].length ?? 0;
  if (slashes === 0) return { text: line.charAt(start), end: start + 1 };
  const isLetter = slashes % 2 === 1;
  const text = '\\'.repeat(Math.floor(slashes / 2)) + (isLetter ? '"' : '');
  return { text, end: start + slashes + (isLetter ? 1 : 0) };
}

/** The line that `parseCommandLine` splits into `argv` again. */
export function joinCommandLine(argv: readonly string[], system: OsType = 'Linux'): string {
  return argv.map(system === 'Windows' ? quoteForWindows : quote).join(' ');
}

function quoteForWindows(argument: string): string {
  if (/^[^\s"[][^\s"]*$/.test(argument)) return argument;
  return `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
}

function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

/**
 * Whether an argument looks as if a shell should act on it (`|`, `&&`, `>`, `$HOME`): ACI runs the program
 * itself, so such a thing arrives as plain text.
 */
export function wantsShell(argv: readonly string[]): boolean {
  const shell = /(^|[\\/])(sh|bash|ash|dash|zsh|cmd(\.exe)?|pwsh|powershell(\.exe)?)$/i;
  if (argv[0] === undefined || shell.test(argv[0])) return false;
  return argv.some(
    argument => /^(\||\|\||&|&&|;|>|>>|<|2>&1)$/.test(argument) || /\$\{?[A-Za-z_]/.test(argument),
  );
}

/**
 * A command of one word that has blanks in it is most likely a line that nobody split: ACI looks for a program of that
 * whole name (Azure/azure-powershell#15793, MicrosoftDocs/azure-docs#106296). A path may have blanks.
 */
export function unsplitCommandProblem(argv: readonly string[]): CommandLineProblem | undefined {
  const [word, ...rest] = argv;
  if (word === undefined || rest.length > 0 || !/\S\s+\S/.test(word)) return undefined;
  const isPath = /^(?:[A-Za-z]:[\\/]|[\\/.])[^"']*\.\w{2,4}$/.test(word);
  return isPath && !/\s[-/\\]/.test(word) ? undefined : { code: 'commandOneWord', text: word };
}
