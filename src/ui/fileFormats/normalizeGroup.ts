/**
 * A group's body as Azure understands it. ARM and the service read JSON as Newtonsoft does: names of properties have no
 * case, and numerals in texts, and numbers and truth values where a text is wanted, are converted. Microsoft's tutorial
 * "Deploy a multi-container group using a YAML file" writes `memoryInGb`, its quickstart templates pass ports as texts.
 */
import { isList, isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { JsonPath } from '../../core/document/jsonPath.ts';
import { groupSchema, subschemaAt, propertyName, type Schema } from '../language/groupSchema.ts';

/** `content` in az's shape, its names in the service's own spelling and its plain values of the types that it wants. */
export function normalizeGroup(content: JsonObject): JsonObject {
  return normalizedObject(groupSchema, content);
}

/** The same place in a normalized group. */
export function normalizePath(path: JsonPath): JsonPath {
  let schema: Schema | undefined = groupSchema;
  return path.map(step => {
    const name: string | number = schema && typeof step === 'string' ? propertyName(schema, step) : step;
    schema = schema && subschemaAt(schema, name);
    return name;
  });
}

function normalizedObject(schema: Schema, object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => {
      const name = propertyName(schema, key);
      return [name, normalized(subschemaAt(schema, name), value)];
    }),
  );
}

function normalized(schema: Schema | undefined, value: Json | undefined): Json | undefined {
  if (!schema || value === undefined) return value;
  if (isList(value)) {
    const item = subschemaAt(schema, 0);
    return value.map(one => normalized(item, one) ?? null);
  }
  return isObject(value) ? normalizedObject(schema, value) : converted(schema.type, value);
}

function converted(wanted: string | undefined, value: Json): Json {
  if (wanted === 'string')
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (wanted === 'number' || wanted === 'integer') return isNumeral(value) ? Number(value) : value;
  return wanted === 'boolean' && isTruth(value) ? value.trim().toLowerCase() === 'true' : value;
}

function isNumeral(value: Json): value is string {
  return typeof value === 'string' && /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i.test(value);
}

function isTruth(value: Json): value is string {
  return typeof value === 'string' && /^\s*(?:true|false)\s*$/i.test(value);
}
