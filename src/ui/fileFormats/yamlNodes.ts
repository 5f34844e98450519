/** The nodes of a YAML document as plain data: anchors, aliases and merge keys resolved, each once. */
import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { JsonPath } from '../../core/document/jsonPath.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { tooDeep } from './parserLimits.ts';
import type { NamedVariables, Range, SyntaxProblem } from './parsedFile.ts';

export type MaybeNode = Node | null | undefined;

/** Values that may come out. An alias counts what it stands for, so that a few lines can't become gigabytes. */
const maxValues = 200_000;

interface Content {
  readonly content: Json | undefined;
  readonly tags: readonly Tagged[];
  readonly variables: readonly NamedVariables[];
  readonly repeatedKeys: readonly (Range & { readonly key: string })[];
  readonly problems: readonly SyntaxProblem[];
}

interface Tagged {
  readonly path: JsonPath;
  readonly tag: string;
}

/** What an anchor stands for, how many values that are, and the variables in it, their paths seen from it. */
interface AnchorValue {
  readonly value: Json;
  readonly count: number;
  readonly variables: readonly NamedVariables[];
}

/** A place that can't be plain data ends the reading there. */
class Unreadable extends Error {
  readonly node: MaybeNode;

  constructor(message: string, node: MaybeNode) {
    super(message);
    this.node = node;
  }
}

export function readNodes(document: Document.Parsed): Content {
  const nothing = { content: undefined, tags: [], variables: [], repeatedKeys: [], problems: [] };
  if (document.contents === null) return nothing;
  const reader = new Reader();
  try {
    const content = reader.read(document.contents, []);
    const { tags, variables, repeatedKeys } = reader;
    return { content, tags, variables, repeatedKeys, problems: [] };
  } catch (error) {
    const [start = 0, end = 0] = (error instanceof Unreadable ? error.node?.range : undefined) ?? [];
    const message = parserErrorMessage(error);
    return { ...nothing, problems: [{ message, start, end }] };
  }
}

/** The sentence for what a parser threw. They call themselves for each level, until the stack is full. */
export function parserErrorMessage(error: unknown): string {
  if (error instanceof RangeError) return tooDeep;
  return error instanceof Error ? error.message : String(error);
}

class Reader {
  readonly tags: Tagged[] = [];
  readonly variables: NamedVariables[] = [];
  readonly repeatedKeys: (Range & { readonly key: string })[] = [];
  readonly #anchors = new Map<string, AnchorValue | 'open'>();
  #count = 0;

  read(node: MaybeNode, path: JsonPath): Json {
    this.#add(1, node);
    if (isAlias(node)) return this.#aliased(node, path);
    if (node?.tag !== undefined) this.tags.push({ path, tag: node.tag });
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor === undefined) return this.#value(node, path);
    const [count, known] = [this.#count, this.variables.length];
    this.#anchors.set(anchor, 'open');
    const value = this.#value(node, path);
    const variables = this.variables
      .slice(known)
      .map(found => ({ ...found, path: found.path.slice(path.length) }));
    this.#anchors.set(anchor, { value, count: this.#count - count, variables });
    return value;
  }

  #value(node: MaybeNode, path: JsonPath): Json {
    if (isMap(node)) return this.#mapping(node, path);
    if (isSeq(node)) return node.items.map((item, index) => this.read(asNode(item), [...path, index]));
    if (!isScalar(node)) return null;
    const { value } = node;
    if (typeof value !== 'string')
      return typeof value === 'number' || typeof value === 'boolean' ? value : null;
    const names =
      node.type === 'PLAIN'
        ? [...value.matchAll(/\$\{(?!(?:env|input):)([^{}]+)\}/g)].map(([, name]) => name ?? '')
        : [];
    if (names.length > 0) this.variables.push({ path, names });
    return value;
  }

  #aliased(node: Alias.Parsed | Alias, path: JsonPath): Json {
    const found = this.#anchors.get(node.source);
    if (found === undefined)
      throw new Unreadable(`There is no anchor &${node.source} before this alias.`, node);
    if (found === 'open')
      throw new Unreadable(`The alias *${node.source} stands within what it names.`, node);
    this.#add(found.count, node);
    for (const inside of found.variables) this.variables.push({ ...inside, path: [...path, ...inside.path] });
    return found.value;
  }

  #add(count: number, node: MaybeNode): void {
    this.#count += count;
    if (this.#count > maxValues)
      throw new Unreadable(`The file comes to more than ${maxValues} values.`, node);
  }

  /** Keys of the mapping itself win over merged ones, and of those the first (yaml.org/type/merge.html). */
  #mapping(map: YAMLMap, path: JsonPath): Json {
    const own = new Map<string, Json>();
    const merged: JsonObject[] = [];
    for (const { key, value } of map.items) {
      const name = keyText(key);
      if (name === undefined) throw new Unreadable('A key has to be a text here.', asNode(key));
      if (isMergeKey(key)) merged.push(...this.#sources(value, path));
      else {
        const range = asNode(key)?.range;
        if (own.has(name))
          this.repeatedKeys.push({ key: name, start: range?.[0] ?? 0, end: range?.[1] ?? 0 });
        own.set(name, this.read(asNode(value), [...path, name]));
      }
    }
    const below = merged.toReversed().flatMap(source => Object.entries(source));
    return Object.fromEntries([...below.filter(([name]) => !own.has(name)), ...own]);
  }

  /** What a merge key names: a mapping, or a list of them. Their parts stand in the mapping at `path`. */
  #sources(value: unknown, path: JsonPath): readonly JsonObject[] {
    const nodes: readonly unknown[] = isSeq(value) ? value.items : [value];
    return nodes.map(node => this.read(asNode(node), path)).filter(isObject);
  }
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.value === '<<';
}

export function asNode(value: unknown): MaybeNode {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value) ? value : undefined;
}

/** A key as the text that JSON wants; undefined for a collection. */
export function keyText(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}
