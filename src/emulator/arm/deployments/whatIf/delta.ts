/** The properties that a deployment would change ("ARM template deployment what-if operation", learn.microsoft.com). */
import { isEqual } from '../functions/equality.ts';
import { isObject, type Json, type JsonObject } from '../../../json.ts';

/** `path` of each is relative to the value; of items of a list, their index. */
export function deltaOf(before: JsonObject, after: JsonObject): JsonObject[] {
  return membersOf(before, after).flatMap(name => changes(name, before[name], after[name]));
}

function membersOf(before: JsonObject, after: JsonObject): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
}

function changes(path: string, before: Json | undefined, after: Json | undefined): JsonObject[] {
  if (isEqual(before, after)) return [];
  if (before === undefined)
    return [{ path, propertyChangeType: 'Create', before: null, after: after ?? null, children: null }];
  if (after === undefined)
    return [{ path, propertyChangeType: 'Delete', before, after: null, children: null }];
  if (isObject(before) && isObject(after)) {
    return membersOf(before, after).flatMap(name => changes(`${path}.${name}`, before[name], after[name]));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const children = itemChanges(before, after);
    return [{ path, propertyChangeType: 'Array', before: null, after: null, children }];
  }
  return [{ path, propertyChangeType: 'Modify', before, after, children: null }];
}

function itemChanges(before: readonly Json[], after: readonly Json[]): JsonObject[] {
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, index) => {
    const [one, other] = [before[index], after[index]];
    const path = String(index);
    if (!isObject(one) || !isObject(other)) return changes(path, one, other);
    const children = deltaOf(one, other);
    if (children.length === 0) return [];
    return [{ path, propertyChangeType: 'Modify', before: null, after: null, children }];
  }).flat();
}

/** What of a resource a template speaks of: the rest is the provider's, and no change. Tags are compared whole. */
export function projected(before: Json, after: Json): Json {
  if (Array.isArray(before)) {
    return Array.isArray(after) ? before.map((each, index) => projected(each, after[index] ?? null)) : before;
  }
  if (!isObject(before) || !isObject(after)) return before;
  return Object.fromEntries(
    Object.entries(before).flatMap(([name, value]) => {
      const other = after[name];
      return other === undefined ? [] : [[name, projected(value, other)]];
    }),
  );
}
