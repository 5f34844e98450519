/** Looking around in a group's file: values with the path that leads to them. */
import type { JsonPath } from '../jsonPath.ts';
import { isList, isObject, type Json, type JsonObject } from '../../json.ts';

/** A value in the file and where it is; undefined where there is none. */
export interface JsonNode {
  readonly path: JsonPath;
  readonly value: Json | undefined;
}

/** The node at `steps` below `node`. */
export function at(node: JsonNode, ...steps: readonly string[]): JsonNode {
  const value = steps.reduce<Json | undefined>(
    (json, step) => (isObject(json) && Object.hasOwn(json, step) ? json[step] : undefined),
    node.value,
  );
  return { path: [...node.path, ...steps], value };
}

/** The items of a list that are objects. */
export function items(node: JsonNode): readonly (JsonNode & { readonly value: JsonObject })[] {
  if (!isList(node.value)) return [];
  return node.value.flatMap((value, index) =>
    isObject(value) ? [{ path: [...node.path, index], value }] : [],
  );
}

export function textOf({ value }: JsonNode): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numberOf({ value }: JsonNode): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Whether the text at `node` is `wanted`; ARM compares without case. */
export function equalsIgnoringCase(node: JsonNode, wanted: string): boolean {
  return textOf(node)?.toLowerCase() === wanted.toLowerCase();
}

export function isPresent({ value }: JsonNode): boolean {
  return value !== undefined && value !== null;
}

/** The nodes whose key one before them has; an undefined key is never a duplicate. */
export function duplicates<P extends JsonNode>(
  nodes: readonly P[],
  keyOf: (node: P) => string | undefined,
): readonly P[] {
  const seen = new Set<string>();
  return nodes.filter(node => {
    const key = keyOf(node);
    if (key === undefined) return false;
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  });
}
