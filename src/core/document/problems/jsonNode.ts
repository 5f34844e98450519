/** Looking around in a group's file: values with the path that leads to them. */
import { isList, isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../model/model.ts';
import type { JsonPath } from '../jsonPath.ts';

/** A value in the file and where it is; undefined where there is none. */
export interface JsonNode {
  readonly path: JsonPath;
  readonly value: Json | undefined;
}

/** The place below `place`. */
export function at(place: JsonNode, ...steps: readonly string[]): JsonNode {
  const value = steps.reduce<Json | undefined>(
    (json, step) => (isObject(json) && Object.hasOwn(json, step) ? json[step] : undefined),
    place.value,
  );
  return { path: [...place.path, ...steps], value };
}

/** The items of a list that are objects. */
export function items(place: JsonNode): readonly (JsonNode & { readonly value: JsonObject })[] {
  if (!isList(place.value)) return [];
  return place.value.flatMap((value, index) =>
    isObject(value) ? [{ path: [...place.path, index], value }] : [],
  );
}

export function textOf({ value }: JsonNode): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numberOf({ value }: JsonNode): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Whether the text at `place` is `wanted`; ARM does not mind case. */
export function equalsIgnoringCase(place: JsonNode, wanted: string): boolean {
  return textOf(place)?.toLowerCase() === wanted.toLowerCase();
}

export function isPresent({ value }: JsonNode): boolean {
  return value !== undefined && value !== null;
}

/** What comes a second time among `places`, told by `keyOf`; an undefined key is never a double. */
export function duplicates<P extends JsonNode>(
  places: readonly P[],
  keyOf: (place: P) => string | undefined,
): readonly P[] {
  const seen = new Set<string>();
  return places.filter(place => {
    const key = keyOf(place);
    if (key === undefined) return false;
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  });
}
