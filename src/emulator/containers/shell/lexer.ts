import { ShellSyntaxError, type Node, type Part, type Redirection, type Token, type Word } from './syntax.ts';

/** Cuts a script into tokens; `parse` reads the scripts within `$(…)`. Throws ShellSyntaxError. */
export function tokenize(script: string, parse: (script: string) => Node): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < script.length) {
    const rest = script.slice(at);
    const blank = /^(?:[ \t\r]+|\\\n|#[^\n]*)/.exec(rest);
    const operator = /^(?:&&|\|\||;;|[;\n&|()])/.exec(rest);
    if (blank) at += blank[0].length;
    else if (/^[\d&]?[<>]/.test(rest)) {
      const read = readRedirection(script, at, parse);
      at = read.end;
      found.push({ kind: 'redirection', redirection: read.word });
    } else if (operator) {
      at += operator[0].length;
      found.push({ kind: 'operator', text: operator[0] });
    } else {
      const read = readWord(script, at, parse);
      if (read.end === at) throw new ShellSyntaxError(`syntax error: unexpected "${script.charAt(at)}"`);
      at = read.end;
      found.push({ kind: 'word', word: read.word });
    }
  }
  return found;
}

interface Read<T> {
  readonly end: number;
  readonly word: T;
}

/** Reads `> file`, `2>&1` and the like. */
function readRedirection(script: string, at: number, parse: (script: string) => Node): Read<Redirection> {
  const copy = /^(\d?)[<>]&\s*([\d-])/.exec(script.slice(at));
  if (copy) return { word: copied(copy[1] ?? '', copy[2] ?? ''), end: at + copy[0].length };
  const [all = '', descriptor = '', sign = ''] = /^([\d&]?)(>>|>|<)[ \t]*/.exec(script.slice(at)) ?? [];
  const file = readWord(script, at + all.length, parse);
  if (file.end === at + all.length) {
    const next = script.charAt(file.end);
    const what = next === '' ? 'end of file' : next === '\n' ? 'newline' : `"${next}"`;
    throw new ShellSyntaxError(`syntax error: unexpected ${what}`);
  }
  return { word: turned(descriptor, sign, file.word), end: file.end };
}

const outputs = { '': 'out', '1': 'out', '2': 'error', '&': 'both' } as const;

function turned(descriptor: string, sign: string, file: Word): Redirection {
  if (sign === '<') return { kind: 'input', file };
  if (!(descriptor in outputs)) return { kind: 'nothing' };
  const turns = outputs[descriptor as keyof typeof outputs];
  return { kind: 'output', turns, file, appends: sign === '>>' };
}

function copied(descriptor: string, source: string): Redirection {
  const from = outputs[descriptor as keyof typeof outputs];
  const to = outputs[source as keyof typeof outputs];
  if ((from !== 'out' && from !== 'error') || (to !== 'out' && to !== 'error')) return { kind: 'nothing' };
  return { kind: 'copy', turns: from, to };
}

function readWord(script: string, start: number, parse: (script: string) => Node): Read<Word> {
  const parts: Part[] = [];
  let at = start;
  while (at < script.length && !/[\s;&|()<>]/.test(script.charAt(at))) {
    const char = script.charAt(at);
    if (char === "'") {
      const end = closing(script, at + 1, "'");
      parts.push({ kind: 'text', text: script.slice(at + 1, end), quoted: true });
      at = end + 1;
    } else if (char === '"') {
      const end = endOfDoubleQuotes(script, at + 1);
      parts.push(...quotedParts(script.slice(at + 1, end), parse));
      at = end + 1;
    } else if (char === '\\') {
      parts.push({ kind: 'text', text: script.charAt(at + 1), quoted: true });
      at += 2;
    } else if (char === '$' || char === '`') {
      const read = readDollar(script, at, false, parse);
      parts.push(read.word);
      at = read.end;
    } else {
      const text = /^[^\s;&|()<>'"\\$`]+/.exec(script.slice(at))?.[0] ?? char;
      parts.push({ kind: 'text', text, quoted: false });
      at += text.length;
    }
  }
  return { word: parts, end: at };
}

function quotedParts(text: string, parse: (script: string) => Node): Part[] {
  const parts: Part[] = [{ kind: 'text', text: '', quoted: true }];
  let at = 0;
  while (at < text.length) {
    const escape = /^\\([$`"\\\n])/.exec(text.slice(at));
    if (escape) {
      parts.push({ kind: 'text', text: escape[1] === '\n' ? '' : (escape[1] ?? ''), quoted: true });
      at += 2;
    } else if (text.charAt(at) === '$' || text.charAt(at) === '`') {
      const read = readDollar(text, at, true, parse);
      parts.push(read.word);
      at = read.end;
    } else {
      const plain = /^(?:[^$`\\]|\\(?![$`"\\\n]))+/.exec(text.slice(at))?.[0] ?? text.charAt(at);
      parts.push({ kind: 'text', text: plain, quoted: true });
      at += plain.length;
    }
  }
  return parts;
}

/** Reads what begins with `$` or a backtick. */
function readDollar(
  script: string,
  at: number,
  quoted: boolean,
  parse: (script: string) => Node,
): Read<Part> {
  if (script.charAt(at) === '`') {
    const end = closing(script, at + 1, '`');
    return { word: { kind: 'command', body: parse(script.slice(at + 1, end)), quoted }, end: end + 1 };
  }
  if (script.startsWith('$((', at)) {
    const end = closingParenthesis(script, at + 3);
    return { word: { kind: 'arithmetic', expression: script.slice(at + 3, end), quoted }, end: end + 2 };
  }
  if (script.startsWith('$(', at)) {
    const end = closingParenthesis(script, at + 2);
    return { word: { kind: 'command', body: parse(script.slice(at + 2, end)), quoted }, end: end + 1 };
  }
  if (script.startsWith('${', at)) {
    const end = closing(script, at + 2, '}');
    return { word: braced(script.slice(at + 2, end), quoted, parse), end: end + 1 };
  }
  const name = /^\$([A-Za-z_]\w*|[\d?$#@*!])/.exec(script.slice(at));
  if (!name) return { word: { kind: 'text', text: '$', quoted }, end: at + 1 };
  return { word: { kind: 'variable', name: name[1] ?? '', quoted }, end: at + name[0].length };
}

function braced(text: string, quoted: boolean, parse: (script: string) => Node): Part {
  const match = /^([A-Za-z_]\w*|[\d?$#@*!])(?::?-([^]*))?$/.exec(text);
  const name = match?.[1];
  if (name === undefined) throw new ShellSyntaxError('syntax error: bad substitution');
  const fallback = match?.[2];
  if (fallback === undefined) return { kind: 'variable', name, quoted };
  return {
    kind: 'variable',
    name,
    quoted,
    fallback: quotedParts(fallback.replace(/^(["'])(.*)\1$/, '$2'), parse),
  };
}

function closing(script: string, from: number, mark: string): number {
  const end = script.indexOf(mark, from);
  if (end < 0) throw new ShellSyntaxError(`syntax error: unterminated quoted string`);
  return end;
}

function endOfDoubleQuotes(script: string, from: number): number {
  let at = from;
  while (at < script.length && script.charAt(at) !== '"') {
    if (script.charAt(at) === '\\') at += 2;
    else if (script.startsWith('$(', at)) at = closingParenthesis(script, at + 2) + 1;
    else at++;
  }
  if (at >= script.length) throw new ShellSyntaxError('syntax error: unterminated quoted string');
  return at;
}

/** Where the parenthesis closes that was opened before `from`; quotes hide theirs. */
function closingParenthesis(script: string, from: number): number {
  let depth = 1;
  for (let at = from; at < script.length; at++) {
    const char = script.charAt(at);
    if (char === '\\') at++;
    else if (char === "'") at = closing(script, at + 1, "'");
    else if (char === '"') at = endOfDoubleQuotes(script, at + 1);
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return at;
  }
  throw new ShellSyntaxError('syntax error: unexpected end of file (expecting ")")');
}
