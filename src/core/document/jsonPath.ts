/** Where something is in a group's JSON. */
import { asObject, asText, isList, isObject, type Json, type JsonObject } from '../json.ts';

/**
 * Keys, and for items of a list their index or their `itemKey`: `['properties', 'containers', 'web', 'name']` and
 * `['properties', 'containers', 0, 'name']` mean the same container.
 */
export type JsonPath = readonly (string | number)[];

/** What identifies the items of a list; a list that is not here is one value. */
const itemKeys: Readonly<Record<string, (item: JsonObject) => string>> = {
  containers: nameOf,
  initContainers: nameOf,
  environmentVariables: nameOf,
  volumes: nameOf,
  extensions: nameOf,
  httpHeaders: nameOf,
  ports: ({ port, protocol }) =>
    typeof port === 'number' ? `${port}/${(asText(protocol) || 'TCP').toUpperCase()}` : '',
  imageRegistryCredentials: ({ server }) => asText(server).toLowerCase(),
  volumeMounts: ({ mountPath }) => asText(mountPath),
  subnetIds: ({ id }) => asText(id).toLowerCase(),
};

function nameOf({ name }: JsonObject): string {
  return asText(name);
}

/** What names an item of the list at `list` (`web`, `80/TCP`), '' where nothing does. */
export function itemKey(list: string | number | undefined, item: Json | undefined): string {
  const key = typeof list === 'string' && Object.hasOwn(itemKeys, list) ? itemKeys[list] : undefined;
  return key && isObject(item) ? key(item) : '';
}

/** `path` with the index in the place of each item's key; a key of no item stays. */
export function indexedPath(content: Json | undefined, path: JsonPath): JsonPath {
  return path.map((step, at) => {
    const owner = valueAt(content, path.slice(0, at));
    if (!isList(owner) || typeof step === 'number') return step;
    const index = owner.findIndex(item => itemKey(path[at - 1], item) === step);
    return index < 0 ? step : index;
  });
}

/** A path of property names, in which `*` is any item of a list. */
export type PathPattern = readonly string[];

/** Every place in `content` that `pattern` names and whose owner is there, with the indexes of items. */
export function matchingPaths(
  content: Json | undefined,
  pattern: PathPattern,
  path: JsonPath = [],
): readonly JsonPath[] {
  const [step, ...rest] = pattern;
  if (step === undefined) return [path];
  if (step === '*')
    return isList(content)
      ? content.flatMap((item, index) => matchingPaths(item, rest, [...path, index]))
      : [];
  return isObject(content) ? matchingPaths(content[step], rest, [...path, step]) : [];
}

/** Whether `path` is what `pattern` names, or below it. */
export function isAtOrBelow(path: JsonPath, pattern: PathPattern): boolean {
  return (
    path.length >= pattern.length && pattern.every((step, index) => step === '*' || step === path[index])
  );
}

/** `owner` with `value` at `path`; items of lists by their index. */
export function replaceAt(owner: Json | undefined, path: JsonPath, value: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (isList(owner))
    return owner.map((item, index) => (index === step ? replaceAt(item, rest, value) : item));
  const object = asObject(owner);
  return { ...object, [step]: replaceAt(object[step], rest, value) };
}

/** What is at `path` in `content`. */
export function valueAt(content: Json | undefined, path: JsonPath): Json | undefined {
  let value = content;
  for (const [index, step] of path.entries()) value = stepInto(value, path[index - 1], step);
  return value;
}

function stepInto(
  value: Json | undefined,
  owner: string | number | undefined,
  step: string | number,
): Json | undefined {
  if (isList(value))
    return typeof step === 'number' ? value[step] : value.find(item => itemKey(owner, item) === step);
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
