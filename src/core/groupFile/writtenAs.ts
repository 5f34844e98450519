import { isList, isObject } from '../json.ts';
import type { Json, JsonObject } from '../model.ts';
import { isUnsaid } from './changes.ts';
import { itemKey } from './path.ts';

/**
 * A live group as whoever wrote `file` would write it, so that one sees what differs and nothing else: in the file's
 * order, and without what the file leaves unsaid and counts the same as nothing. Both in az's shape.
 */
export function writtenAs(file: JsonObject, live: JsonObject): JsonObject {
  const { apiVersion, ...rest } = live;
  const version = file['apiVersion'] ?? apiVersion; // how one asks, nothing of the group
  const body = objectAs(file, rest);
  return version === undefined ? body : { apiVersion: version, ...body };
}

function valueAs(key: string, model: Json | undefined, value: Json | undefined): Json | undefined {
  if (isObject(model) && isObject(value)) return objectAs(model, value);
  return isList(model) && isList(value) ? listAs(key, model, value) : value;
}

function objectAs(model: JsonObject, object: JsonObject): JsonObject {
  const first = Object.keys(model).filter(key => Object.hasOwn(object, key));
  const others = Object.keys(object).filter(key => !Object.hasOwn(model, key) && !isUnsaid(key, object[key]));
  return Object.fromEntries([...first, ...others].map(key => [key, valueAs(key, model[key], object[key])]));
}

/** Items without a name of their own stay where they are. */
function listAs(key: string, model: readonly Json[], list: readonly Json[]): readonly Json[] {
  const rank = (item: Json) => {
    const name = itemKey(key, item);
    const at = name === '' ? -1 : model.findIndex(other => itemKey(key, other) === name);
    return at < 0 ? model.length : at;
  };
  const sorted = list.toSorted((one, other) => rank(one) - rank(other));
  return sorted.map(item => valueAs(key, model[rank(item)], item) ?? null);
}
