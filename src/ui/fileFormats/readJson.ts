/** JSON text as plain data, with the comments and trailing commas that templates have. */
import { findNodeAtLocation, type Node, parseTree, type ParseError, printParseErrorCode } from 'jsonc-parser';
import type { JsonPath } from '../../core/document/jsonPath.ts';
import type { Json } from '../../core/json.ts';
import { limitProblem, maxJson } from './parserLimits.ts';
import type { ParsedFile, Range } from './parsedFile.ts';

/** Never throws. */
export function readJson(text: string): ParsedFile {
  const errors: ParseError[] = [];
  const tooMuch = limitProblem(text, maxJson);
  const tree = tooMuch === undefined ? parseTree(text, errors, { allowTrailingComma: true }) : undefined;
  const syntax = errors.map(({ error, offset, length }) => ({
    message: printParseErrorCode(error),
    start: offset,
    end: offset + length,
  }));
  return {
    content: tree && contentOf(tree, text),
    syntaxProblems: tooMuch === undefined ? syntax : [{ message: tooMuch, start: 0, end: 0 }],
    repeatedKeys: [],
    variables: [],
    tags: [],
    rangeOf: (path, on) => (tree ? rangeIn(tree, path, on) : { start: 0, end: 0 }),
    pathAt: () => [],
  };
}

/** A whole number beyond what JavaScript holds keeps its digits as a text, which the service takes as well. */
function contentOf(node: Node, text: string): Json {
  const { type, children = [] } = node;
  if (type === 'array') return children.map(child => contentOf(child, text));
  if (type === 'object') return Object.fromEntries(children.flatMap(property => entryOf(property, text)));
  if (type !== 'number') return (node.value ?? null) as Json;
  const digits = text.slice(node.offset, node.offset + node.length);
  const value = node.value as number;
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value;
}

function entryOf({ children: [key, value] = [] }: Node, text: string): readonly (readonly [string, Json])[] {
  return key && value ? [[key.value as string, contentOf(value, text)]] : [];
}

/** The nearest parent's where there is nothing at `path`. */
function rangeIn(tree: Node, path: JsonPath, on: 'key' | 'value'): Range {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    const key = node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    const found = on === 'key' || length < path.length ? (key ?? node) : node;
    if (found) return { start: found.offset, end: found.offset + found.length };
  }
  return { start: tree.offset, end: tree.offset + 1 };
}
