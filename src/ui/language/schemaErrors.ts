/**
 * Validates JSON by as much of JSON schema as the derived one uses (`Schema`). A library for all of JSON schema would be
 * three times as large as everything else that helps in documents; a test compares this one with Ajv.
 */
import type { JsonPath } from '../../core/document/jsonPath.ts';
import { isList, isObject, type Json } from '../../core/json.ts';
import { type Schema, subschemaAt } from './groupSchema.ts';

export type SchemaError =
  | { readonly kind: 'required'; readonly path: JsonPath; readonly key: string }
  | { readonly kind: 'type'; readonly path: JsonPath; readonly wanted: string }
  /** Of a text that is none of `known`. */
  | { readonly kind: 'enum'; readonly path: JsonPath; readonly known: readonly string[] };

/** All errors, those of an object before those of what is in it. */
export function findSchemaErrors(schema: Schema, value: Json, path: JsonPath = []): readonly SchemaError[] {
  const { type, enum: known, required = [] } = schema;
  if (type !== undefined && !hasType(value, type)) return [{ kind: 'type', path, wanted: type }];
  if (typeof value === 'string' && known && !known.includes(value)) return [{ kind: 'enum', path, known }];
  if (isList(value)) return value.flatMap((item, index) => errorsWithin(schema, item, path, index));
  if (!isObject(value)) return [];
  const missing = required.filter(key => value[key] === undefined);
  return [
    ...missing.map((key): SchemaError => ({ kind: 'required', path, key })),
    ...Object.entries(value).flatMap(([key, part]) => errorsWithin(schema, part, path, key)),
  ];
}

function errorsWithin(
  schema: Schema,
  part: Json | undefined,
  path: JsonPath,
  step: string | number,
): readonly SchemaError[] {
  const own = part === undefined ? undefined : subschemaAt(schema, step);
  return own && part !== undefined ? findSchemaErrors(own, part, [...path, step]) : [];
}

/** "An integer is any number with a zero fractional part" (JSON Schema, draft 6 and later). */
function hasType(value: Json, type: string): boolean {
  switch (type) {
    case 'array':
      return isList(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
