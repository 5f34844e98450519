/** A command line as a POSIX shell would split it: words, quotes and escapes, but no expansion of anything. */

export type CommandLineProblem =
  | { readonly code: 'quoteOpen'; readonly quote: "'" | '"'; readonly position: number }
  | { readonly code: 'escapeOpen' };

type Parsed = { readonly argv: readonly string[] } | { readonly problem: CommandLineProblem };

/** A piece of a word: its text, and where the reading goes on. */
interface Piece {
  readonly text: string;
  readonly end: number;
}

/** Splits `line` into arguments. An empty line is no argument at all: the image's own command. */
export function parseCommandLine(line: string): Parsed {
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
    const piece = readPiece(line, position);
    if ('code' in piece) return { problem: piece };
    word = (word ?? '') + piece.text;
    position = piece.end;
  }
  if (word !== undefined) argv.push(word);
  return { argv };
}

function readPiece(line: string, start: number): Piece | CommandLineProblem {
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

function readEscape(line: string, start: number): Piece | CommandLineProblem {
  if (start + 1 >= line.length) return { code: 'escapeOpen' };
  const escaped = line.charAt(start + 1);
  return { text: escaped === '\n' ? '' : escaped, end: start + 2 };
}

function readSingleQuoted(line: string, start: number): Piece | CommandLineProblem {
  const close = line.indexOf("'", start + 1);
  if (close < 0) return { code: 'quoteOpen', quote: "'", position: start + 1 };
  return { text: line.slice(start + 1, close), end: close + 1 };
}

/** Between double quotes a backslash escapes only `$`, a backquote, `"`, itself and a line's end (POSIX 2.2.3). */
function readDoubleQuoted(line: string, start: number): Piece | CommandLineProblem {
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

/** The line that `parseCommandLine` splits into `argv` again. */
export function joinCommandLine(argv: readonly string[]): string {
  return argv.map(quote).join(' ');
}

function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

/**
 * Whether an argument looks as if a shell should act on it (`|`, `&&`, `>`, `$HOME`): ACI runs the program
 * itself, so such a thing arrives as plain text.
 */
export function wantsShell(argv: readonly string[]): boolean {
  const shell = /(^|\/)(sh|bash|ash|dash|zsh|cmd(\.exe)?|pwsh|powershell(\.exe)?)$/i;
  if (argv[0] === undefined || shell.test(argv[0])) return false;
  return argv.some(
    argument => /^(\||\|\||&|&&|;|>|>>|<|2>&1)$/.test(argument) || /\$\{?[A-Za-z_]/.test(argument),
  );
}
