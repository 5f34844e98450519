/** JSON as ARM answers it, and looking into it without trusting its shape. */

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !isList(json);
}

export function asObject(json: Json | undefined): JsonObject {
  return isObject(json) ? json : {};
}

/** The objects of a list; anything else counts as none. */
export function asObjects(json: Json | undefined): readonly JsonObject[] {
  return isList(json) ? json.filter(isObject) : [];
}

export function asText(json: Json | undefined): string {
  return typeof json === 'string' ? json : '';
}

export function asNumber(json: Json | undefined): number | undefined {
  return typeof json === 'number' ? json : undefined;
}

/** `object` without `keys`. */
export function without(object: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** `{[key]: …}` with every object of the list at `key` changed; nothing where there is no list. */
export function mapObjects(
  owner: JsonObject,
  key: string,
  change: (item: JsonObject, index: number) => JsonObject,
): JsonObject {
  const list = owner[key];
  if (!isList(list)) return {};
  return { [key]: list.map((item, index) => (isObject(item) ? change(item, index) : item)) };
}
