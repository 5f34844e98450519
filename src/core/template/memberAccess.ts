/** Looking into template values: names compare case-insensitively. */
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import { ExpressionError } from './expressionError.ts';

/** The key of `object` that is `name`, the same spelling first. */
export function ownKey(object: JsonObject, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  const lower = name.toLowerCase();
  return Object.keys(object).find(key => key.toLowerCase() === lower);
}

/** What `object` has under `name`, and the key it has it under. */
export function entryOf(
  object: JsonObject,
  name: string,
): { readonly key: string; readonly value: Json | undefined } {
  const key = ownKey(object, name) ?? name;
  return { key, value: Object.hasOwn(object, key) ? object[key] : undefined };
}

/** `.key`, `['key']` or `[index]` of a value; undefined where there is none. */
export function findMember(owner: Json, key: Json): Json | undefined {
  if (typeof key === 'number') return isList(owner) ? owner[key] : undefined;
  return isObject(owner) && typeof key === 'string' ? entryOf(owner, key).value : undefined;
}

/** The same, but throws `ExpressionError` where there is none. */
export function memberOf(owner: Json, key: Json): Json {
  const value = findMember(owner, key);
  if (value !== undefined) return value;
  if (typeof key === 'number') throw new ExpressionError({ kind: 'indexMissing', index: key });
  const name = typeof key === 'string' ? key : JSON.stringify(key);
  throw new ExpressionError({ kind: 'propertyMissing', name });
}
