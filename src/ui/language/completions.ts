/** What may be written at a place of a group's file. Works while the text is still unfinished. */
import { publishedApiVersions } from '../../core/document/apiVersions.ts';
import { getLocation, type Location } from 'jsonc-parser';
import { type JsonPath, valueAt } from '../../core/document/jsonPath.ts';
import { asObject, asObjects, asText, isObject, type Json } from '../../core/json.ts';
import { type Schema, schemaAt } from './groupSchema.ts';
import { parseGroupFile } from '../fileFormats/parseGroupFile.ts';
import type { Range } from '../fileFormats/parsedFile.ts';

export interface Completion extends Range {
  readonly label: string;
  readonly kind: 'property' | 'value';
  /** Stands in for the text from `start` to `end`. A line break in it is followed by the line's own indentation. */
  readonly insertText: string;
  /** Markdown; '' where there is nothing to say. */
  readonly documentation: string;
}

/** What is being written: a key of the mapping at `path`, or the value at `path`. */
interface CompletionSite extends Range {
  readonly path: JsonPath;
  readonly isKey: boolean;
  /** The file without what is being written. */
  readonly content: Json | undefined;
}

/** Everything that may be written at `offset`, in the order of the description. The editor filters. */
export function completions(text: string, offset: number): readonly Completion[] {
  return isJson(text) ? jsonCompletions(text, offset) : yamlCompletions(text, offset);
}

function isJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

/** Everything of a type that a mapping at `path` may hold and does not yet. */
function missingKeys({ path, content }: CompletionSite): readonly (readonly [string, Schema])[] {
  const present = Object.keys(asObject(valueAt(content, path)));
  return Object.keys(schemaAt(path)?.properties ?? {}).flatMap(key => {
    const schema = schemaAt([...path, key]);
    return !schema || schema.readOnly === true || present.includes(key) ? [] : [[key, schema] as const];
  });
}

/** The values that are worth offering at `path`. */
function valuesFor({ path, content }: CompletionSite): readonly string[] {
  const schema = schemaAt(path);
  if (schema?.enum) return schema.enum;
  if (schema?.type === 'boolean') return ['true', 'false'];
  if (path.length === 1 && path[0] === 'apiVersion') return publishedApiVersions;
  if (path.at(-3) === 'volumeMounts' && path.at(-1) === 'name')
    return asObjects(valueAt(content, ['properties', 'volumes'])).map(({ name }) => asText(name));
  return [];
}

function yamlCompletions(text: string, offset: number): readonly Completion[] {
  const spot = yamlCompletionSite(text, offset);
  if (!spot) return [];
  const { start, end } = spot;
  if (!spot.isKey) return valueCompletions(spot, value => value);
  const lineStart = startOfLine(text, start);
  const lineIndent = /^ */.exec(text.slice(lineStart, start))?.[0].length ?? 0;
  // The editor repeats the line's indentation; below `- ` a key stands deeper than its line.
  const inner = ' '.repeat(start - lineStart - lineIndent + 2);
  const hasColon = /^[ \t]*:/.test(text.slice(end));
  return missingKeys(spot).map(([key, schema]) => ({
    label: key,
    kind: 'property',
    insertText: hasColon ? key : `${key}:${afterColon(schema, inner)}`,
    documentation: schema.description ?? '',
    start,
    end,
  }));
}

function startOfLine(text: string, offset: number): number {
  return text.slice(0, offset).lastIndexOf('\n') + 1;
}

function afterColon({ type }: Schema, inner: string): string {
  if (type === 'object') return `\n${inner}`;
  return type === 'array' ? `\n${inner}- ` : ' ';
}

function valueCompletions(spot: CompletionSite, write: (value: string) => string): readonly Completion[] {
  const documentation = schemaAt(spot.path)?.description ?? '';
  const { start, end } = spot;
  return valuesFor(spot).map(value => ({
    label: value,
    kind: 'value',
    insertText: write(value),
    documentation,
    start,
    end,
  }));
}

const marker = 'cursorIsHere';

/**
 * Puts a word where the cursor is and looks where the parser finds it. A line without a colon is a key, or a value
 * of a list; what follows the line may be unfinished too, so it is left out where it leads nowhere.
 */
function yamlCompletionSite(text: string, offset: number): CompletionSite | undefined {
  const lineStart = startOfLine(text, offset);
  const lineBreak = text.indexOf('\n', offset);
  const lineEnd = lineBreak < 0 ? text.length : lineBreak;
  const before = text.slice(lineStart, offset);
  if (/(^|\s)#/.test(before)) return undefined;
  const pair = /^(\s*(?:- +)*)([\w.-]+):(?: +|$)/.exec(before);
  const start = pair
    ? lineStart + pair[0].length
    : lineStart + (/^\s*(?:-(?: +|$))*/.exec(before)?.[0].length ?? 0);
  if (pair?.[0].endsWith(':') === true) return undefined;
  if (start > offset) return undefined;
  const after = text.slice(offset, lineEnd);
  const end =
    offset + (pair ? after.replace(/\s+(#.*)?$/, '').length : (/^[\w.-]*/.exec(after)?.[0].length ?? 0));
  const around = { head: text.slice(0, start), rest: text.slice(end, lineEnd), tail: text.slice(lineEnd) };
  if (pair) return locate(around, marker, { start, end, isKey: false });
  const rest = /^\s*:/.test(around.rest) ? around.rest : ':';
  return (
    locate({ ...around, rest: '' }, `${marker}${rest}`, { start, end, isKey: true }) ??
    locate({ ...around, rest: '' }, marker, { start, end, isKey: false })
  );
}

function locate(
  { head, rest, tail }: { head: string; rest: string; tail: string },
  word: string,
  found: Range & { readonly isKey: boolean },
): CompletionSite | undefined {
  for (const after of [tail, '']) {
    const { content } = parseGroupFile(head + word + rest + after);
    const path = content === undefined ? undefined : pathTo(content, found.isKey);
    if (!path) continue;
    const owner = path.slice(0, -1);
    // A list of plain values takes no keys.
    if (found.isKey && schemaAt(owner)?.type !== undefined && schemaAt(owner)?.type !== 'object')
      return undefined;
    return { ...found, content, path: found.isKey ? owner : path };
  }
  return undefined;
}

/** Where `marker` is a key or a value. */
function pathTo(json: Json | undefined, isKey: boolean): JsonPath | undefined {
  if (json === marker) return isKey ? undefined : [];
  const steps: readonly (readonly [string | number, Json | undefined])[] = Array.isArray(json)
    ? [...(json as readonly Json[]).entries()]
    : Object.entries(isObject(json) ? json : {});
  for (const [step, value] of steps) {
    if (isKey && step === marker) return [step];
    const below = pathTo(value, isKey);
    if (below) return [step, ...below];
  }
  return undefined;
}

function jsonCompletions(text: string, offset: number): readonly Completion[] {
  const location = getLocation(text, offset);
  const spot = jsonCompletionSite(text, offset, location);
  if (!spot.isKey) {
    const isText = !['boolean', 'number', 'integer'].includes(schemaAt(spot.path)?.type ?? '');
    return valueCompletions(spot, value => (isText ? JSON.stringify(value) : value));
  }
  const hasColon = /^\s*:/.test(text.slice(spot.end));
  return missingKeys(spot).map(([key, schema]) => ({
    label: key,
    kind: 'property',
    insertText: hasColon ? JSON.stringify(key) : `${JSON.stringify(key)}: `,
    documentation: schema.description ?? '',
    start: spot.start,
    end: spot.end,
  }));
}

function jsonCompletionSite(
  text: string,
  offset: number,
  { path, isAtPropertyKey, previousNode }: Location,
): CompletionSite {
  const isInside =
    previousNode && previousNode.offset <= offset && offset <= previousNode.offset + previousNode.length;
  const start = isInside ? previousNode.offset : offset;
  const end = isInside ? previousNode.offset + previousNode.length : offset;
  const { content } = parseGroupFile(text.slice(0, start) + text.slice(end));
  return { start, end, isKey: isAtPropertyKey, path: isAtPropertyKey ? path.slice(0, -1) : path, content };
}
