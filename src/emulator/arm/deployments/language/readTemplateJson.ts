/**
 * Reads JSON as Azure Resource Manager's reader (Json.NET) does where templates are sent: with comments, with line
 * breaks inside strings, and with a position for every value, which the errors of templates name ("ARM template best
 * practices", Comments; "Multi-line strings" in "Understand the structure and syntax of ARM templates").
 */
import type { Json, JsonObject } from '../../../json.ts';

export interface Position {
  /** From 1. */
  readonly line: number;
  /** How many characters of the line have been read. */
  readonly column: number;
}

export interface PositionedJson {
  readonly value: Json;
  /** Where the value at a path ends, or, for objects and lists, begins: `properties.template.resources[0]`. */
  positionOf(path: string): Position;
}

/** Text that is no JSON. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
}

const maxDepth = 128;

/** @throws JsonSyntaxError with Json.NET's words. */
export function readTemplateJson(text: string): PositionedJson {
  const positions = new Map<string, Position>();
  let at = 0;
  let line = 1;
  let lineStart = 0;

  const position = (): Position => ({ line, column: at - lineStart });

  function fail(why: string, path: string): never {
    throw new JsonSyntaxError(`${why} Path '${path}', line ${line}, position ${at - lineStart}.`);
  }

  function step(): void {
    if (text.charAt(at) === '\n') {
      line++;
      lineStart = at + 1;
    }
    at++;
  }

  function skipTo(end: number): void {
    while (at < end) step();
  }

  function skipBlanks(path: string): void {
    for (;;) {
      if (/\s/.test(text.charAt(at)) || text.charAt(at) === '\uFEFF') step();
      else if (text.startsWith('//', at)) {
        const end = text.indexOf('\n', at);
        skipTo(end < 0 ? text.length : end);
      } else if (text.startsWith('/*', at)) {
        const end = text.indexOf('*/', at + 2);
        if (end < 0) fail('Unexpected end while parsing comment.', path);
        skipTo(end + 2);
      } else return;
    }
  }

  function string(path: string): string {
    const quote = text.charAt(at);
    step();
    let value = '';
    for (;;) {
      const char = text.charAt(at);
      if (char === '') fail(`Unterminated string. Expected delimiter: ${quote}.`, path);
      if (char === '\\') value += escape(path);
      else {
        step();
        if (char === quote) return value;
        value += char;
      }
    }
  }

  function escape(path: string): string {
    step();
    const char = text.charAt(at);
    step();
    if (char === 'u') {
      const hex = text.slice(at, at + 4);
      if (!/^[\da-f]{4}$/i.test(hex)) fail(`Invalid Unicode escape sequence: \\u${hex}.`, path);
      skipTo(at + 4);
      return String.fromCharCode(parseInt(hex, 16));
    }
    const plain = escapes[char];
    if (plain === undefined) fail(`Bad JSON escape sequence: \\${char}.`, path);
    return plain;
  }

  function value(path: string, depth: number): Json {
    skipBlanks(path);
    const char = text.charAt(at);
    if (depth > maxDepth) fail(`The reader's MaxDepth of ${maxDepth} has been exceeded.`, path);
    if (char === '{' || char === '[') {
      step();
      positions.set(path, position());
      return char === '{' ? object(path, depth) : array(path, depth);
    }
    const read = char === '"' || char === "'" ? string(path) : word(path);
    positions.set(path, position());
    return read;
  }

  function word(path: string): Json {
    const [found = ''] =
      /^(?:-?\d+(?:\.\d+)?(?:e[-+]?\d+)?|true|false|null)/i.exec(text.slice(at, at + 400)) ?? [];
    if (found === '') {
      if (at >= text.length) fail('Unexpected end when reading JSON.', path);
      fail(`Unexpected character encountered while parsing value: ${text.charAt(at)}.`, path);
    }
    skipTo(at + found.length);
    return JSON.parse(found) as Json;
  }

  /** Names may stand without quotes: az sends `template:` so (its `JsonCTemplatePolicy`). */
  function memberName(char: string, path: string): string {
    if (char === '"' || char === "'") return string(path);
    const [name = ''] = /^[\w$]*/.exec(text.slice(at, at + 200)) ?? [];
    if (name === '') fail(`Invalid property identifier character: ${char}.`, path);
    skipTo(at + name.length);
    return name;
  }

  function object(path: string, depth: number): JsonObject {
    const members: JsonObject = {};
    for (;;) {
      skipBlanks(path);
      const char = text.charAt(at);
      if (char === '}') {
        step();
        return members;
      }
      if (char === '') fail('Unexpected end when reading JSON.', path);
      const name = memberName(char, path);
      skipBlanks(path);
      const colon = text.charAt(at);
      if (colon !== ':')
        fail(`Invalid character after parsing property name. Expected ':' but got: ${colon}.`, path);
      step();
      const memberPath = memberOf(path, name);
      const read = value(memberPath, depth + 1);
      // A plain assignment would set the prototype for this name.
      if (name === '__proto__') fail(`Invalid property identifier: ${name}.`, path);
      members[name] = read;
      separator('}', memberPath);
    }
  }

  function array(path: string, depth: number): Json[] {
    const items: Json[] = [];
    for (;;) {
      skipBlanks(path);
      if (text.charAt(at) === ']') {
        step();
        return items;
      }
      const itemPath = `${path}[${items.length}]`;
      items.push(value(itemPath, depth + 1));
      separator(']', itemPath);
    }
  }

  /** A comma may stand before the end, too. */
  function separator(end: string, path: string): void {
    skipBlanks(path);
    const char = text.charAt(at);
    if (char === ',') step();
    else if (char === '') fail('Unexpected end when reading JSON.', path);
    else if (char !== end) {
      fail(`After parsing a value an unexpected character was encountered: ${char}.`, path);
    }
  }

  const read = value('', 1);
  skipBlanks('');
  if (at < text.length) {
    fail(`Additional text encountered after finished reading JSON content: ${text.charAt(at)}.`, '');
  }
  return { value: read, positionOf: path => positions.get(path) ?? { line: 0, column: 0 } };
}

/** The path of a member, as Json.NET writes it. */
export function memberOf(path: string, name: string): string {
  if (/[.[\]'\s()"/\\]/.test(name) || name === '') return `${path}['${name}']`;
  return path === '' ? name : `${path}.${name}`;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
