/** The grammar of ARM template expressions: `[concat(parameters('name').inner[0], '-it''s')]`. */

import { parseWholeNumber } from './wholeNumber.ts';

/** `text`: as it is written. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      readonly text: string;
    }
  | {
      readonly kind: 'member';
      readonly of: Expression;
      readonly key: Expression;
      /** `.?key`, `[?key]`: null where there is none. */
      readonly isSafe: boolean;
      readonly text: string;
    };

export type ParsedText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'invalid'; readonly position: number };

/** An expression is at most so long (ARM's limit), and its calls at most so deep (ours, for the stack). */
const longest = 24_576;
const deepest = 100;

/** A template's string: text, text that begins with an escaped bracket, or an expression. */
export function parseText(text: string): ParsedText {
  if (!text.startsWith('[') || !text.endsWith(']')) return { kind: 'text', text };
  if (text.startsWith('[[')) return { kind: 'text', text: text.slice(1) };
  if (text.length > longest) return { kind: 'invalid', position: longest };
  const inside = text.slice(0, -1);
  try {
    const { expression, end } = readExpression(inside, 1, 0);
    const rest = skipSpace(inside, end);
    return rest === inside.length ? { kind: 'expression', expression } : { kind: 'invalid', position: rest };
  } catch (error) {
    if (error instanceof SyntaxFault) return { kind: 'invalid', position: error.position };
    throw error;
  }
}

/** The text that `parseText` reads as `text`: escaped where it looks like an expression. */
export function escapeText(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? `[${text}` : text;
}

class SyntaxFault extends Error {
  readonly position: number;
  constructor(position: number) {
    super('not an expression');
    this.position = position;
  }
}

interface Read<T> {
  readonly expression: T;
  readonly end: number;
}

function readExpression(text: string, start: number, depth: number): Read<Expression> {
  if (depth > deepest) throw new SyntaxFault(start);
  const first = skipSpace(text, start);
  let { expression, end } = readPrimary(text, first, depth);
  for (;;) {
    const at = skipSpace(text, end);
    const sign = text.charAt(at);
    if (sign !== '.' && sign !== '[') return { expression, end };
    const isSafe = text.charAt(at + 1) === '?';
    const key = readKey(text, sign, isSafe ? at + 2 : at + 1, depth);
    end = key.end;
    expression = {
      kind: 'member',
      of: expression,
      key: key.expression,
      isSafe,
      text: text.slice(first, end),
    };
  }
}

function readKey(text: string, sign: '.' | '[', at: number, depth: number): Read<Expression> {
  if (sign === '.') {
    const name = match(/[A-Za-z_]\w*/y, text, skipSpace(text, at));
    return { expression: { kind: 'literal', value: name.text }, end: name.end };
  }
  const key = readExpression(text, at, depth + 1);
  return { expression: key.expression, end: expectSign(text, key.end, ']') };
}

function readPrimary(text: string, at: number, depth: number): Read<Expression> {
  if (text.charAt(at) === "'") return readString(text, at);
  if (/[-+\d]/.test(text.charAt(at))) {
    const number = match(/[-+]?\d+(?:\.\d+)?/y, text, at);
    return {
      expression: { kind: 'literal', value: parseWholeNumber(number.text) ?? Number(number.text) },
      end: number.end,
    };
  }
  return readCall(text, at, depth);
}

/** A quote within a string is written twice. */
function readString(text: string, at: number): Read<Expression> {
  const { text: quoted, end } = match(/'(?:[^']|'')*'/y, text, at);
  return { expression: { kind: 'literal', value: quoted.slice(1, -1).replaceAll("''", "'") }, end };
}

/** A function's name may have a namespace of the template's own in front. */
function readCall(text: string, at: number, depth: number): Read<Expression> {
  const name = match(/[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?/y, text, at);
  let end = expectSign(text, name.end, '(');
  const args: Expression[] = [];
  if (text.charAt(skipSpace(text, end)) !== ')') {
    for (;;) {
      const arg = readExpression(text, end, depth + 1);
      args.push(arg.expression);
      end = skipSpace(text, arg.end);
      if (text.charAt(end) !== ',') break;
      end += 1;
    }
  }
  end = expectSign(text, end, ')');
  return { expression: { kind: 'call', name: name.text, args, text: text.slice(at, end) }, end };
}

function match(sticky: RegExp, text: string, at: number): { readonly text: string; readonly end: number } {
  sticky.lastIndex = at;
  const found = sticky.exec(text);
  if (!found) throw new SyntaxFault(at);
  return { text: found[0], end: at + found[0].length };
}

function expectSign(text: string, at: number, sign: string): number {
  const end = skipSpace(text, at);
  if (text.charAt(end) !== sign) throw new SyntaxFault(end);
  return end + 1;
}

function skipSpace(text: string, at: number): number {
  let end = at;
  while (/\s/.test(text.charAt(end))) end += 1;
  return end;
}
