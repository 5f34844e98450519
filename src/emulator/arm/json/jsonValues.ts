/** Reading and printing JSON as ARM does. */
import type { Json, JsonObject } from '../../containers/runtime.ts';

/** Numbers that the service keeps as doubles and prints with a decimal point (`1.0`). */
const decimalKeys = new Set(['cpu', 'memoryInGB', 'maxCpu', 'maxMemoryInGB']);

/** JSON text in which CPU and memory read `1.0`, not `1`. */
export function printJson(value: Json, key = ''): string {
  if (Array.isArray(value)) return `[${value.map(item => printJson(item)).join(',')}]`;
  if (isObject(value)) {
    return `{${Object.entries(value)
      .map(([name, item]) => `${JSON.stringify(name)}:${printJson(item, name)}`)
      .join(',')}}`;
  }
  if (typeof value === 'number' && decimalKeys.has(key) && Number.isInteger(value)) return value.toFixed(1);
  return JSON.stringify(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at a key, `{}` where there is none. */
export function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  return isObject(value) ? value : {};
}

/** The objects of the list at a key, `[]` where there is none. */
export function objectsAt(parent: JsonObject, key: string): JsonObject[] {
  const value = parent[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The text at a key, '' where there is none. */
export function textAt(parent: JsonObject, key: string): string {
  const value = parent[key];
  return typeof value === 'string' ? value : '';
}

/** Without the members that have no value. */
export function compact(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  const present: JsonObject = {};
  for (const [key, value] of Object.entries(members))
    if (value !== undefined && value !== null) present[key] = value;
  return present;
}

/** The same text for equal values, whatever the order of their members. */
export function canonical(value: Json | undefined): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map(key => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join(',')}}`;
}
