import { tokenize } from './lexer.ts';
import {
  ShellSyntaxError,
  type Assignment,
  type Node,
  type Redirection,
  type Token,
  type Word,
} from './syntax.ts';

/** Reads a script. Throws ShellSyntaxError with the message that busybox's `sh` prints. */
export function parse(script: string): Node {
  const stream = new TokenStream(tokenize(script, parse));
  const node = list(stream, []);
  if (!stream.atEnd) throw unexpected(stream);
  return node;
}

class TokenStream {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(all: readonly Token[]) {
    this.#tokens = all;
  }

  get atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }
  peek(): Token | undefined {
    return this.#tokens[this.#at];
  }
  next(): Token | undefined {
    return this.#tokens[this.#at++];
  }
  /** The next token's text, where it is an operator or a word that could be a reserved one. */
  get text(): string | undefined {
    const token = this.peek();
    if (token?.kind === 'operator') return token.text;
    return token?.kind === 'word' ? plainText(token.word) : undefined;
  }
  /** Passes over the next token if it reads so. */
  take(...texts: string[]): boolean {
    const matches = this.text !== undefined && texts.includes(this.text);
    if (matches) this.#at++;
    return matches;
  }
  expect(text: string): void {
    if (!this.take(text)) throw unexpected(this, text);
  }
}

const reserved = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', '}', 'in', 'esac']);

function unexpected(stream: TokenStream, expected?: string): ShellSyntaxError {
  const expecting = expected === undefined ? '' : ` (expecting "${expected}")`;
  if (stream.atEnd) return new ShellSyntaxError(`syntax error: unexpected end of file${expecting}`);
  const found = stream.text === '\n' ? 'newline' : stream.text === undefined ? 'word' : `"${stream.text}"`;
  return new ShellSyntaxError(`syntax error: unexpected ${found}${expecting}`);
}

function plainText(word: Word): string | undefined {
  const [part] = word;
  return word.length === 1 && part?.kind === 'text' && !part.quoted ? part.text : undefined;
}

/** Commands up to one of the closing words (left to the caller) or the end. */
function list(stream: TokenStream, closers: readonly string[]): Node {
  const items: Node[] = [];
  while (stream.take('\n', ';'));
  while (!stream.atEnd && !closers.includes(stream.text ?? '')) {
    if (closers.length === 0 && stream.text === ')') break;
    items.push(andOr(stream));
    if (!stream.take(';', '\n', '&')) break;
    while (stream.take('\n'));
  }
  return { kind: 'list', items };
}

/** As `list`, for the inside of `if`, `while` and the like, which may not be empty. */
function body(stream: TokenStream, ...closers: string[]): Node {
  const node = list(stream, closers);
  if (node.kind === 'list' && node.items.length === 0) throw unexpected(stream);
  return node;
}

function andOr(stream: TokenStream): Node {
  let left = pipeline(stream);
  for (;;) {
    const kind = stream.take('&&') ? 'and' : stream.take('||') ? 'or' : undefined;
    if (!kind) return left;
    while (stream.take('\n'));
    left = { kind, left, right: pipeline(stream) };
  }
}

function pipeline(stream: TokenStream): Node {
  if (stream.take('!')) return { kind: 'not', body: pipeline(stream) };
  let left = command(stream);
  while (stream.take('|')) {
    while (stream.take('\n'));
    left = { kind: 'pipe', left, right: command(stream) };
  }
  return left;
}

function command(stream: TokenStream): Node {
  const body = compound(stream);
  return body ? redirected(body, redirectionsAfter(stream)) : simple(stream);
}

function redirectionsAfter(stream: TokenStream): Redirection[] {
  const found: Redirection[] = [];
  for (let token = stream.peek(); token?.kind === 'redirection'; token = stream.peek()) {
    found.push(token.redirection);
    stream.next();
  }
  return found;
}

function redirected(body: Node, redirections: readonly Redirection[]): Node {
  return redirections.length > 0 ? { kind: 'redirected', body, redirections } : body;
}

function compound(stream: TokenStream): Node | undefined {
  if (stream.take('while')) return loop(stream, false);
  if (stream.take('until')) return loop(stream, true);
  if (stream.take('for')) return forLoop(stream);
  if (stream.take('if')) return conditional(stream);
  if (stream.take('{')) return closed(stream, '}');
  if (stream.take('(')) return { kind: 'subshell', body: closed(stream, ')') };
  return undefined;
}

function closed(stream: TokenStream, closer: string): Node {
  const node = body(stream, closer);
  stream.expect(closer);
  return node;
}

function loop(stream: TokenStream, until: boolean): Node {
  const condition = body(stream, 'do');
  stream.expect('do');
  return { kind: 'loop', until, condition, body: closed(stream, 'done') };
}

function forLoop(stream: TokenStream): Node {
  const name = stream.text ?? '';
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new ShellSyntaxError('syntax error: bad for loop variable');
  stream.next();
  const words: Word[] = [];
  if (stream.take('in')) {
    for (let token = stream.peek(); token?.kind === 'word'; token = stream.peek()) {
      words.push(token.word);
      stream.next();
    }
  }
  while (stream.take(';', '\n'));
  stream.expect('do');
  return { kind: 'for', name, words, body: closed(stream, 'done') };
}

function conditional(stream: TokenStream): Node {
  const condition = body(stream, 'then');
  stream.expect('then');
  const then = body(stream, 'else', 'elif', 'fi');
  if (stream.take('elif')) return { kind: 'if', condition, then, otherwise: conditional(stream) };
  const otherwise = stream.take('else') ? body(stream, 'fi') : undefined;
  stream.expect('fi');
  return { kind: 'if', condition, then, otherwise };
}

function simple(stream: TokenStream): Node {
  const assignments: Assignment[] = [];
  const words: Word[] = [];
  const redirections: Redirection[] = [];
  let seen = false;
  if (reserved.has(stream.text ?? '')) throw unexpected(stream);
  for (let token = stream.peek(); token && token.kind !== 'operator'; token = stream.peek()) {
    stream.next();
    seen = true;
    if (token.kind === 'redirection') redirections.push(token.redirection);
    else {
      const assignment = words.length === 0 ? asAssignment(token.word) : undefined;
      if (assignment) assignments.push(assignment);
      else words.push(token.word);
    }
  }
  if (!seen) throw unexpected(stream);
  return redirected({ kind: 'simple', assignments, words }, redirections);
}

function asAssignment(word: Word): Assignment | undefined {
  const [first, ...rest] = word;
  if (first?.kind !== 'text' || first.quoted) return undefined;
  const match = /^([A-Za-z_]\w*)=([^]*)$/.exec(first.text);
  const name = match?.[1];
  if (name === undefined) return undefined;
  return { name, value: [{ kind: 'text', text: match?.[2] ?? '', quoted: true }, ...rest] };
}
