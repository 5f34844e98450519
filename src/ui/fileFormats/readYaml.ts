/** YAML text as plain data, in the dialect of the tool that it was written for. JSON is YAML, too. */
import * as l10n from '@vscode/l10n';
import { isAlias, isMap, isPair, isSeq, type Document, type Pair, parseDocument } from 'yaml';
import type { JsonPath } from '../../core/document/jsonPath.ts';
import { limitProblem, maxYaml } from './parserLimits.ts';
import type { ParsedFile, Range, SyntaxProblem } from './parsedFile.ts';
import type { Dialect } from './yamlDialect.ts';
import { asNode, type MaybeNode, keyText, readNodes, parserErrorMessage } from './yamlNodes.ts';

/** Never throws, and takes no longer than the text is long: what is too large or too deep is a syntax problem. */
export function readYaml(text: string, dialect: Dialect): ParsedFile {
  const tooMuch = limitProblem(text, maxYaml);
  if (tooMuch !== undefined) return unreadFile(tooMuch);
  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      schema: 'failsafe',
      customTags: tags => [...tags, ...dialect.scalars],
      // Looking for it costs the square of a mapping's size; `nodeContent` does it anyway.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
  } catch (error) {
    return unreadFile(parserErrorMessage(error));
  }
  const { content, variables, tags, repeatedKeys, problems } = readNodes(document);
  const clip = (range: Range) => clipRange(range, text.length);
  const repeated = repeatedKeys.map(found => ({ ...found, ...clip(found) }));
  return {
    content,
    syntaxProblems: [
      ...syntaxProblems(document, dialect),
      ...problems,
      ...(dialect.refusesRepeatedKeys
        ? repeated.map(({ key, start, end }) => ({
            message: l10n.t('The key "{0}" stands twice.', key),
            start,
            end,
          }))
        : []),
    ].map(problem => ({ ...problem, ...clip(problem) })),
    repeatedKeys: dialect.refusesRepeatedKeys ? [] : repeated,
    variables,
    tags: tags.filter(({ tag }) => dialect.tags.includes(tag)),
    rangeOf: (path, on) => clip(rangeIn(document, path, on)),
    pathAt: offset => pathIn(document.contents, offset),
  };
}

function unreadFile(message: string): ParsedFile {
  return {
    content: undefined,
    syntaxProblems: [{ message, start: 0, end: 0 }],
    repeatedKeys: [],
    variables: [],
    tags: [],
    rangeOf: () => ({ start: 0, end: 0 }),
    pathAt: () => [],
  };
}

function syntaxProblems(document: Document.Parsed, { tags }: Dialect): readonly SyntaxProblem[] {
  return [...document.errors, ...document.warnings]
    .filter(({ code, message }) => code !== 'TAG_RESOLVE_FAILED' || !tags.some(tag => message.endsWith(tag)))
    .map(({ message, pos }) => ({ message, start: pos[0], end: pos[1] }));
}

function clipRange({ start, end }: Range, length: number): Range {
  const from = Math.max(0, Math.min(start, length));
  return { start: from, end: Math.max(from, Math.min(end, length)) };
}

function rangeIn(document: Document.Parsed, path: JsonPath, on: 'key' | 'value'): Range {
  let node: MaybeNode = document.contents;
  let range = rangeOfPair(undefined, node, path.length === 0 ? on : 'value') ?? { start: 0, end: 0 };
  for (const [index, step] of path.entries()) {
    const next = stepInto(document, node, step);
    if (!next) return range;
    node = next.value;
    range = rangeOfPair(next.key, node, index === path.length - 1 ? on : 'value') ?? range;
  }
  return range;
}

/** What has no key of its own, an item or the whole file, is told by its first one: not every line is underlined. */
function rangeOfPair(key: MaybeNode, value: MaybeNode, on: 'key' | 'value'): Range | undefined {
  const first = isMap(value) ? asNode(value.items[0]?.key) : undefined;
  const wanted = on === 'key' ? [key ?? first, value] : [value, key];
  return visible(rangeOfNode(wanted[0])) ?? visible(rangeOfNode(wanted[1]));
}

function stepInto(
  document: Document.Parsed,
  node: MaybeNode,
  step: string | number,
): { key: MaybeNode; value: MaybeNode } | undefined {
  const target: unknown = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(target)) {
    const item = target.items[Number(step)];
    return item === undefined ? undefined : { key: undefined, value: asNode(item) };
  }
  if (!isMap(target)) return undefined;
  const pair = pairOf(target.items, String(step));
  return pair && { key: asNode(pair.key), value: asNode(pair.value) };
}

/** By key, made once for a mapping: a file with many problems asks again and again. */
const indexes = new WeakMap<readonly Pair[], Record<'exact' | 'bare', ReadonlyMap<string, Pair>>>();

/** The later one where a key stands twice. Names of properties have no case (ARM), and az takes `user_assigned` too. */
function pairOf(pairs: readonly Pair[], key: string): Pair | undefined {
  const bare = (text: string) => text.replaceAll('_', '').toLowerCase();
  let index = indexes.get(pairs);
  if (!index) {
    const named = pairs.flatMap(pair => {
      const text = keyText(pair.key);
      return text === undefined ? [] : [[text, pair] as const];
    });
    index = { exact: new Map(named), bare: new Map(named.map(([text, pair]) => [bare(text), pair])) };
    indexes.set(pairs, index);
  }
  return index.exact.get(key) ?? index.bare.get(bare(key));
}

/** Without the white space and comments that end a block. */
function rangeOfNode(node: MaybeNode): Range | undefined {
  const range = node?.range;
  return range ? { start: range[0], end: range[1] } : undefined;
}

function visible(range: Range | undefined): Range | undefined {
  return range && range.end > range.start ? range : undefined;
}

function pathIn(node: unknown, offset: number): JsonPath {
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
