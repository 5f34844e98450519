/** A group's file as text: YAML as az reads it, or JSON, which is YAML too. Every offset counts UTF-16 units. */
import {
  Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  type Tags,
  visit,
} from 'yaml';
import type { Path } from '../../core/groupFile/path.ts';
import { itemKey } from '../../core/groupFile/path.ts';
import { isList, isObject } from '../../core/json.ts';
import type { Json, JsonObject } from '../../core/model.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface SyntaxProblem extends Range {
  readonly message: string;
}

export interface ParsedFile {
  /** Undefined for an empty text and for one that makes no sense; what could be read of any other. */
  readonly content: Json | undefined;
  readonly syntaxProblems: readonly SyntaxProblem[];
  /** Where the key or the value at `path` is; its nearest existing parent's value where it is absent. */
  rangeOf(path: Path, on: 'key' | 'value'): Range;
  /** The path of the innermost key or value at `offset`. */
  pathAt(offset: number): Path;
}

/**
 * az reads YAML 1.1, where a bare `on` or `1:30` is no text. Dates stay text, since `apiVersion: 2023-05-01` is how
 * every example writes it; what has no place in JSON (binary, sets, …) is an unknown tag.
 */
const schemaOptions = {
  schema: 'yaml-1.1',
  merge: true,
  customTags: (tags: Tags): Tags =>
    tags.filter(
      tag =>
        typeof tag === 'string' ||
        !['timestamp', 'binary', 'omap', 'pairs', 'set'].some(name => tag.tag.endsWith(`:${name}`)),
    ),
} as const;

export function parseFile(text: string): ParsedFile {
  const document = parseDocument(text, {
    ...schemaOptions,
    prettyErrors: false,
    logLevel: 'error',
  });
  const problems = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    message,
    ...clipped({ start: pos[0], end: pos[1] }, text.length),
  }));
  const { content, problem } = contentOf(document);
  return {
    content,
    syntaxProblems: problem === undefined ? problems : [...problems, { message: problem, start: 0, end: 0 }],
    rangeOf: (path, on) => clipped(rangeIn(document, path, on), text.length),
    pathAt: offset => pathIn(document.contents, offset),
  };
}

function clipped({ start, end }: Range, length: number): Range {
  const from = Math.max(0, Math.min(start, length));
  return { start: from, end: Math.max(from, Math.min(end, length)) };
}

function contentOf(document: Document.Parsed): { content: Json | undefined; problem?: string } {
  if (document.contents === null) return { content: undefined };
  try {
    return { content: toJson(document.toJS({ maxAliasCount: 100 }) as unknown) };
  } catch (error) {
    // An alias that leads nowhere, to itself, or to far too much.
    return { content: undefined, problem: error instanceof Error ? error.message : String(error) };
  }
}

function toJson(value: unknown): Json {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
}

type Found = Node | null | undefined;

function rangeIn(document: Document.Parsed, path: Path, on: 'key' | 'value'): Range {
  let node: Found = document.contents;
  let range = placeOf(undefined, node, path.length === 0 ? on : 'value') ?? { start: 0, end: 0 };
  for (const [index, step] of path.entries()) {
    const next = stepInto(document, node, path[index - 1], step);
    if (!next) return range;
    node = next.value;
    range = placeOf(next.key, node, index === path.length - 1 ? on : 'value') ?? range;
  }
  return range;
}

/** What has no key of its own, an item or the whole file, is told by its first one: not every line is underlined. */
function placeOf(key: Found, value: Found, on: 'key' | 'value'): Range | undefined {
  const first = isMap(value) ? asNode(value.items[0]?.key) : undefined;
  const wanted = on === 'key' ? [key ?? first, value] : [value, key];
  return visible(rangeOfNode(wanted[0])) ?? visible(rangeOfNode(wanted[1]));
}

function stepInto(
  document: Document.Parsed,
  node: Found,
  owner: string | number | undefined,
  step: string | number,
): { key: Found; value: Found } | undefined {
  const target: unknown = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(target)) {
    const index = typeof step === 'number' ? step : keysOf(document, target, owner).indexOf(step);
    const item = target.items[index];
    return item === undefined ? undefined : { key: undefined, value: asNode(item) };
  }
  if (!isMap(target)) return undefined;
  const pair = target.items.find(({ key }) => keyText(key) === String(step));
  return pair && { key: asNode(pair.key), value: asNode(pair.value) };
}

function keysOf(
  document: Document.Parsed,
  list: { items: unknown[] },
  owner: string | number | undefined,
): readonly string[] {
  return list.items.map(item => {
    const node = asNode(item);
    return node ? itemKey(owner, toJson(node.toJS(document) as unknown)) : '';
  });
}

function asNode(value: unknown): Found {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value) ? value : undefined;
}

function keyText(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

/** Without the white space and comments that end a block. */
function rangeOfNode(node: Found): Range | undefined {
  const range = node?.range;
  return range ? { start: range[0], end: range[1] } : undefined;
}

function visible(range: Range | undefined): Range | undefined {
  return range && range.end > range.start ? range : undefined;
}

function pathIn(node: unknown, offset: number): Path {
  if (isMap(node)) {
    const pair = node.items.find(item => coversPair(item, offset));
    if (!pair) return [];
    return [keyText(pair.key) ?? '', ...(covers(pair.value, offset) ? pathIn(pair.value, offset) : [])];
  }
  if (isSeq(node)) {
    const index = node.items.findIndex(item => covers(item, offset));
    return index < 0 ? [] : [index, ...pathIn(node.items[index], offset)];
  }
  return [];
}

function coversPair(pair: Pair, offset: number): boolean {
  return isPair(pair) && (covers(pair.key, offset) || covers(pair.value, offset));
}

function covers(value: unknown, offset: number): boolean {
  const range = rangeOfNode(asNode(value));
  return range !== undefined && range.start <= offset && offset <= range.end;
}

/** The YAML that we show: texts that look like something else are quoted, long ones are blocks. */
export function writeFile(content: JsonObject): string {
  const document = new Document(cleaned(content), {
    schema: 'yaml-1.1',
    // Its tag would write a name that looks like a merge key as one.
    customTags: tags => tags.filter(tag => typeof tag === 'string' || !tag.tag.endsWith(':merge')),
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && isTricky(scalar.value)) scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0, blockQuote: 'literal' });
}

/**
 * What looks like a merge or default key; a tab in a line, which az can't read; white space that a block would lose;
 * `${NAME}`, which az fills from the environment in plain texts (Azure/azure-cli#23148). `${env:NAME}` is our own.
 */
function isTricky(text: string): boolean {
  return (
    /^(<<|=)$|\$\{(?!(?:env|input):)[^}^{]+\}/.test(text) ||
    /^[^\n]*\t[^\n]*$|^\s*$|^\s[^\n]*\n|[\r\u0085\u2028\u2029\ufeff]/.test(text)
  );
}

/** Without properties that are undefined. */
function cleaned(value: Json): Json {
  if (isList(value)) return value.map(cleaned);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, cleaned(item)]])),
  );
}
