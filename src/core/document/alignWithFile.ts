import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import { isDefaultValue } from './changes.ts';
import { itemKey } from './jsonPath.ts';

/**
 * A live group in the order of `file` and without defaults that the file does not have, so that a comparison shows only
 * what differs. Both in az's shape.
 */
export function alignWithFile(file: JsonObject, live: JsonObject): JsonObject {
  const { apiVersion, ...rest } = live;
  const version = file['apiVersion'] ?? apiVersion; // of the request, not of the group
  const body = alignObject(file, rest);
  return version === undefined ? body : { apiVersion: version, ...body };
}

function alignValue(key: string, model: Json | undefined, value: Json | undefined): Json | undefined {
  if (isObject(model) && isObject(value)) return alignObject(model, value);
  return isList(model) && isList(value) ? alignList(key, model, value) : value;
}

function alignObject(model: JsonObject, object: JsonObject): JsonObject {
  const first = Object.keys(model).filter(key => Object.hasOwn(object, key));
  const others = Object.keys(object).filter(
    key => !Object.hasOwn(model, key) && !isDefaultValue(key, object[key]),
  );
  return Object.fromEntries(
    [...first, ...others].map(key => [key, alignValue(key, model[key], object[key])]),
  );
}

/** Items without a name of their own stay where they are. */
function alignList(key: string, model: readonly Json[], list: readonly Json[]): readonly Json[] {
  const rank = (item: Json) => {
    const name = itemKey(key, item);
    const at = name === '' ? -1 : model.findIndex(other => itemKey(key, other) === name);
    return at < 0 ? model.length : at;
  };
  const sorted = list.toSorted((one, other) => rank(one) - rank(other));
  return sorted.map(item => alignValue(key, model[rank(item)], item) ?? null);
}
