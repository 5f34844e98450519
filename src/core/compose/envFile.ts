/**
 * A file of variables, `.env` or `env_file`, as Docker Compose reads it (compose-spec/compose-go, package `dotenv`):
 * a value in quotes may have several lines, and escapes where the quotes are double; `NAME` alone takes its value from
 * the environment; a `#` after a blank begins a comment.
 */
import { fillText } from './interpolate.ts';
import type { GetVariable } from '../environment.ts';

/** One variable as it is written; `line` counts from 1. */
interface Statement {
  readonly line: number;
  readonly name: string;
  /** Without its quotes; undefined where there is none. */
  readonly value: string | undefined;
  readonly quote: '' | "'" | '"';
}

export interface EnvFileProblem {
  readonly line: number;
  /** `statement`: `text` is no NAME=value. */
  readonly code: 'quoteOpen' | 'statement';
  readonly text: string;
}

export interface EnvFileVariable {
  readonly line: number;
  readonly name: string;
  /** Undefined where neither the file nor the environment has one. */
  readonly value: string | undefined;
}

/**
 * The variables of a file in its order, and the lines that are none: Compose refuses the whole file for one of them.
 * `isRaw`: values as they are written, one a line. `keepsUnset`: a value that names a variable without a value stays as
 * it is.
 */
export function readEnvFile(
  text: string,
  environment: GetVariable,
  { isRaw = false, keepsUnset = false } = {},
): { readonly variables: readonly EnvFileVariable[]; readonly problems: readonly EnvFileProblem[] } {
  const known = new Map<string, string>();
  const lookUp = (name: string) => environment(name) ?? known.get(name);
  const variables: EnvFileVariable[] = [];
  const problems: EnvFileProblem[] = [];
  for (const statement of isRaw ? rawStatements(text) : statements(text)) {
    if ('code' in statement) {
      problems.push(statement);
      continue;
    }
    const { line, name } = statement;
    const value = statement.value === undefined ? lookUp(name) : filled(statement, lookUp);
    if (value !== undefined) known.set(name, value);
    variables.push({ line, name, value });
  }
  return { variables, problems };

  function filled({ value = '', quote }: Statement, names: GetVariable): string {
    if (isRaw || quote === "'") return value;
    const plain = quote === '"' ? unescape(value) : value;
    let isWhole = true as boolean;
    const text = fillText(plain, names, ({ kind }) => {
      if (kind !== 'set') isWhole = false;
    });
    return isWhole || !keepsUnset ? text : plain;
  }
}

const nameAndSign = /(?:export[^\S\n]+)?([\p{L}\p{N}_.[\]-]+)[^\S\n]*(?:([=:])|(?=\n|$))/uy;

function* statements(source: string): Generator<Statement | EnvFileProblem> {
  const text = lines(source);
  let at = 0;
  for (;;) {
    at = afterBlank(text, at);
    if (at >= text.length) return;
    const line = text.slice(0, at).split('\n').length;
    const found = statementAt(text, at);
    const written = text.slice(at, endOfLine(text, at)).trimEnd();
    if (typeof found === 'string') yield { line, code: found, text: written };
    else yield { line, ...found };
    at = typeof found === 'string' ? endOfLine(text, at) : found.end;
  }
}

function statementAt(
  text: string,
  start: number,
): (Omit<Statement, 'line'> & { readonly end: number }) | EnvFileProblem['code'] {
  nameAndSign.lastIndex = start;
  const found = nameAndSign.exec(text);
  const name = found?.[1];
  if (!found || name === undefined) return 'statement';
  const at = start + found[0].length;
  if (found[2] === undefined) return { name, value: undefined, quote: '', end: at };
  const end = endOfLine(text, at);
  const rest = text.slice(at, end);
  const open = end - rest.trimStart().length;
  const quote = text.charAt(open);
  if (open === end || (quote !== "'" && quote !== '"'))
    return { name, value: rest.replace(/\s#.*$/, '').trim(), quote: '', end };
  const close = closingQuote(text, open);
  if (close < 0) return 'quoteOpen';
  const inside = text.slice(open + 1, close);
  return { name, value: quote === "'" ? inside.replaceAll("\\'", "'") : inside, quote, end: close + 1 };
}

/** Where the quote at `start` is closed: a backslash keeps it from being one. -1 where it is not. */
function closingQuote(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\') at += 1;
    else if (text.charAt(at) === quote) return at;
  }
  return -1;
}

const controls: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
  ...{ '"': '"', '\\': '\\', $: '$$' }, // two dollars are one that begins no variable
};

/** `\n` and its like, `\$`, and `\0` with up to three octal digits. */
function unescape(inside: string): string {
  return inside.replace(
    /\\(?:0([0-7]{0,3})|([abfnrtv"\\$]))/g,
    (_, octal: string | undefined, sign: string) =>
      octal === undefined ? (controls[sign] ?? sign) : String.fromCharCode(Number.parseInt(`0${octal}`, 8)),
  );
}

function* rawStatements(source: string): Generator<Statement | EnvFileProblem> {
  for (const [index, written] of lines(source).split('\n').entries()) {
    const text = written.trim();
    const line = index + 1;
    if (text === '' || text.startsWith('#')) continue;
    const equals = text.indexOf('=');
    const name = (equals < 0 ? text : text.slice(0, equals)).trim();
    if (name === '' || /\s/.test(name)) yield { line, code: 'statement', text };
    else yield { line, name, value: equals < 0 ? undefined : text.slice(equals + 1), quote: '' };
  }
}

function lines(source: string): string {
  return source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

/** The next character that is neither white space nor part of a comment. */
function afterBlank(text: string, start: number): number {
  const blank = /(?:\s+|#.*)*/y;
  blank.lastIndex = start;
  return start + (blank.exec(text)?.[0].length ?? 0);
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}
