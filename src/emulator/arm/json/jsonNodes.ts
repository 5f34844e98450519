/** Parsed JSON with positions, which errors name; numbers keep the digits that were written. */
import { invalidContent } from '../armError.ts';

export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly end: TextPosition }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[]; readonly end: TextPosition }
  /** `text`: the value of a string; a number or word as it is written. */
  | { readonly kind: 'string' | 'number' | 'word'; readonly text: string; readonly end: TextPosition };

interface JsonMember {
  readonly name: string;
  /** Behind the colon. */
  readonly colon: TextPosition;
  readonly value: JsonNode;
}

/** `line 1, position 12`: how many characters of which line have been read. */
export type TextPosition = string;

/** The limit of Azure Resource Manager's reader. */
const maxDepth = 128;

const token =
  /\s*(?:([{}[\],:])|"((?:[^"\\]|\\[^])*)"|(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(true|false|null))/y;

/** Reads text that is known to be JSON. Throws 400 where it is nested too deep. */
export function parseJsonNodes(text: string): JsonNode {
  let at = 0;
  let line = 1;
  let lineStart = 0;

  function position(): TextPosition {
    for (
      let next = text.indexOf('\n', lineStart);
      next >= 0 && next < at;
      next = text.indexOf('\n', lineStart)
    ) {
      line++;
      lineStart = next + 1;
    }
    return `line ${line}, position ${at - lineStart}`;
  }

  function next(): RegExpExecArray {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) throw invalidContent(`Unexpected end when reading JSON. Path '', ${position()}.`);
    at = token.lastIndex;
    return found;
  }

  /** The text of a string literal. */
  const unquoted = (literal: string) => JSON.parse(`"${literal}"`) as string;

  function value(found: RegExpExecArray, depth: number): JsonNode {
    const [, mark, string, number, word] = found;
    if (depth > maxDepth) {
      throw invalidContent(`The reader's MaxDepth of ${maxDepth} has been exceeded. Path '', ${position()}.`);
    }
    if (string !== undefined) return { kind: 'string', text: unquoted(string), end: position() };
    if (number !== undefined) return { kind: 'number', text: number, end: position() };
    if (word !== undefined) return { kind: 'word', text: word, end: position() };
    return mark === '{' ? object(depth) : array(depth);
  }

  function object(depth: number): JsonNode {
    const members: JsonMember[] = [];
    for (let found = next(); found[1] !== '}'; found = next()) {
      if (found[1] === ',') continue;
      next();
      const colon = position();
      members.push({ name: unquoted(found[2] ?? ''), colon, value: value(next(), depth + 1) });
    }
    return { kind: 'object', members, end: position() };
  }

  function array(depth: number): JsonNode {
    const items: JsonNode[] = [];
    for (let found = next(); found[1] !== ']'; found = next()) {
      if (found[1] !== ',') items.push(value(found, depth + 1));
    }
    return { kind: 'array', items, end: position() };
  }

  return value(next(), 1);
}

/** The member of a name, spelled exactly so or, where none is, in another case; the last of several. */
export function memberOf(members: readonly JsonMember[], name: string): JsonMember | undefined {
  const lower = name.toLowerCase();
  return members.findLast(m => m.name === name) ?? members.findLast(m => m.name.toLowerCase() === lower);
}
