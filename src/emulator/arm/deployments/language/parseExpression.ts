/**
 * Parses the expressions of templates ("Syntax and expressions in ARM templates", learn.microsoft.com): calls with
 * arguments, texts in single quotes, whole numbers, and members and items of what a call answers.
 */
import { ExpressionError, functionsHelp } from './expressionError.ts';

export type Expression =
  | { readonly kind: 'value'; readonly value: string | number }
  | Call
  | {
      readonly kind: 'member';
      readonly of: Expression;
      readonly name: Expression;
      /** `.?name` and `[?name]`: null where there is no such member. */
      readonly safe: boolean;
    };

export interface Call {
  readonly kind: 'call';
  /** `concat`; `contoso.uniqueName` for a function of the template's own. */
  readonly name: string;
  readonly args: readonly Expression[];
}

/** The expression in a text, undefined where the text is meant as it stands: `[…]`, but not `[[…`. */
export function expressionIn(text: string): string | undefined {
  if (!text.startsWith('[') || !text.endsWith(']') || text.startsWith('[[')) return undefined;
  return text.slice(1, -1);
}

/** The text that stands for itself: `[[x]` is `[x]`. */
export function literalText(text: string): string {
  return text.startsWith('[[') ? text.slice(1) : text;
}

const parsed = new Map<string, Expression>();

/** @throws ExpressionError where it is no expression. */
export function parseExpression(source: string): Expression {
  const known = parsed.get(source);
  if (known) return known;
  const expression = parse(source);
  // Templates repeat their expressions; those of many templates are not kept.
  if (parsed.size > 1000) parsed.clear();
  parsed.set(source, expression);
  return expression;
}

const token = /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_$][\w$]*)|(\.\?|\[\?|[()[\],.]))/y;

const kinds: Readonly<Record<string, string>> = {
  '(': 'LeftParenthesis',
  ')': 'RightParenthesis',
  '[': 'LeftSquareBracket',
  ']': 'RightSquareBracket',
  ',': 'Comma',
  '.': 'Dot',
};

function parse(source: string): Expression {
  let at = 0;
  let found = next();

  function next() {
    token.lastIndex = at;
    const match = token.exec(source);
    if (match) {
      at = token.lastIndex;
      const [, text, number, name, mark] = match;
      return { text, number, name, mark };
    }
    if (source.slice(at).trim() !== '') {
      throw unparsable(`unexpected character '${source.slice(at).trim().charAt(0)}'`);
    }
    return undefined;
  }

  function unparsable(why: string): ExpressionError {
    return new ExpressionError(`Unable to parse language expression '${source}': ${why}. ${functionsHelp}`);
  }

  function expected(kind: string): ExpressionError {
    const mark = found?.mark;
    const actual = found ? (mark === undefined ? 'Literal' : (kinds[mark] ?? mark)) : 'EndOfData';
    return unparsable(`expected token '${kind}' and actual '${actual}'`);
  }

  function take(mark: string): void {
    if (found?.mark !== mark) throw expected(kinds[mark] ?? mark);
    found = next();
  }

  function primary(): Expression {
    const current = found;
    if (current?.text !== undefined) {
      found = next();
      return { kind: 'value', value: current.text.slice(1, -1).replaceAll("''", "'") };
    }
    if (current?.number !== undefined) {
      found = next();
      return { kind: 'value', value: Number(current.number) };
    }
    if (current?.name === undefined) throw expected('LiteralOrFunction');
    found = next();
    return call(current.name);
  }

  function call(first: string): Expression {
    let name = first;
    if (found?.mark === '.') {
      found = next();
      if (found?.name === undefined) throw expected('Identifier');
      name = `${first}.${found.name}`;
      found = next();
    }
    take('(');
    const args: Expression[] = [];
    while (found?.mark !== ')') {
      if (!found) throw expected('RightParenthesis');
      if (args.length > 0) take(',');
      args.push(postfix());
    }
    found = next();
    return { kind: 'call', name, args };
  }

  function postfix(): Expression {
    let of = primary();
    for (;;) {
      const mark = found?.mark;
      if (mark === '.' || mark === '.?') {
        found = next();
        const name = found?.name ?? found?.number;
        if (name === undefined) throw expected('Identifier');
        found = next();
        of = { kind: 'member', of, name: { kind: 'value', value: name }, safe: mark === '.?' };
      } else if (mark === '[' || mark === '[?') {
        found = next();
        const name = postfix();
        take(']');
        of = { kind: 'member', of, name, safe: mark === '[?' };
      } else return of;
    }
  }

  const expression = postfix();
  if (found) throw expected('EndOfData');
  return expression;
}

/** Every call in an expression, from the outside in. */
export function callsIn(expression: Expression): Call[] {
  switch (expression.kind) {
    case 'value':
      return [];
    case 'call':
      return [expression, ...expression.args.flatMap(callsIn)];
    case 'member':
      return [...callsIn(expression.of), ...callsIn(expression.name)];
  }
}
