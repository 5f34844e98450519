/** `union`, `intersection` and `shallowMerge` of lists and objects. Names of properties compare without case. */
import { isList, isObject, type Json, type JsonObject } from '../../json.ts';
import { azureOnlyInfo } from '../azureOnly.ts';
import { entryOf, ownKey } from '../memberAccess.ts';
import { isEqual } from './templateFunction.ts';

export function union(args: readonly Json[]): Json | undefined {
  if (args.length === 0) return undefined;
  if (args.every(isList)) return distinct(args.flat());
  // Bicep writes `union(x, null)` for a spread that is absent.
  const objects = args.filter(arg => arg !== null);
  return objects.length > 0 && objects.every(isObject)
    ? objects.reduce((one, other) => merge(one, other, true))
    : undefined;
}

export function shallowMerge(args: readonly Json[]): Json | undefined {
  const [list] = args;
  return isList(list) && list.every(isObject) && args.length === 1
    ? list.reduce<JsonObject>((one, other) => merge(one, other, false), {})
    : undefined;
}

/** What `other` says wins, at any depth where `isDeep`; a list is one value. */
function merge(one: JsonObject, other: JsonObject, isDeep: boolean): JsonObject {
  const merged = new Map(Object.entries(one));
  for (const [name, value] of Object.entries(other)) {
    const { key, value: present } = entryOf(one, name);
    merged.set(key, isDeep && isPlain(present) && isPlain(value) ? merge(present, value, true) : value);
  }
  return Object.fromEntries(merged);
}

function isPlain(json: Json | undefined): json is JsonObject {
  return isObject(json) && !azureOnlyInfo(json);
}

export function intersection(args: readonly Json[]): Json | undefined {
  const [first, ...others] = args;
  if (isList(first) && others.every(isList))
    return distinct(first).filter(item => others.every(list => list.some(one => isEqual(one, item))));
  if (!isObject(first) || !others.every(isObject)) return undefined;
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) =>
      others.every(
        other =>
          ownKey(other, key) !== undefined && isEqual(entryOf(other, key).value ?? null, value ?? null),
      ),
    ),
  );
}

function distinct(list: readonly Json[]): readonly Json[] {
  const simple = new Set<Json>();
  const others: Json[] = [];
  return list.filter(item => {
    if (typeof item !== 'object' || item === null) return !simple.has(item) && simple.add(item);
    return !others.some(one => isEqual(one, item)) && others.push(item);
  });
}
