/** Where a group's file differs from the service's description. */
import { Ajv, type ErrorObject } from 'ajv';
import type { JsonPath } from '../../core/document/jsonPath.ts';
import { valueAt } from '../../core/document/jsonPath.ts';
import { isList, isObject, type Json } from '../../core/json.ts';
import { hasSecretReference } from '../../core/rules/secretReference.ts';
import { resourceKeys } from '../../core/document/azFile.ts';
import { groupSchema, schemaAt } from './groupSchema.ts';
import type { Mismatch } from './messages.ts';

export interface SchemaMismatch {
  readonly path: JsonPath;
  readonly on: 'key' | 'value';
  /** The service may be newer than the description: what it doesn't know is a hint, another value a warning. */
  readonly severity: 'error' | 'warning' | 'hint';
  readonly mismatch: Mismatch;
}

const validate = new Ajv({ allErrors: true, strict: false }).compile(groupSchema);

export function findSchemaMismatches(content: Json): readonly SchemaMismatch[] {
  validate(content);
  const found = (validate.errors ?? []).flatMap(error => mismatchOf(content, error) ?? []);
  return [...found, ...unknownKeys([], content)];
}

function mismatchOf(content: Json, error: ErrorObject): SchemaMismatch | undefined {
  const path = pathOf(content, error.instancePath);
  const value = valueAt(content, path);
  switch (error.keyword) {
    case 'required': {
      const { missingProperty } = error.params as { missingProperty: string };
      return {
        path,
        on: 'key',
        severity: 'error',
        mismatch: { kind: 'missing', key: missingProperty },
      };
    }
    case 'type':
      return typeMismatch(path, value, (error.params as { type: string }).type);
    case 'enum':
      return enumMismatch(path, value, (error.params as { allowedValues: readonly string[] }).allowedValues);
    default:
      return undefined;
  }
}

/**
 * What Azure can't convert. `null` is the same as nothing to it, and `${NAME}` is filled in before anything is sent.
 */
function typeMismatch(path: JsonPath, value: Json | undefined, wanted: string): SchemaMismatch | undefined {
  if (value === null || (typeof value === 'string' && hasSecretReference(value))) return undefined;
  return { path, on: 'value', severity: 'error', mismatch: { kind: 'wrongType', wanted } };
}

/** ARM does not mind case. */
function enumMismatch(
  path: JsonPath,
  value: Json | undefined,
  known: readonly string[],
): SchemaMismatch | undefined {
  if (typeof value !== 'string' || hasSecretReference(value)) return undefined;
  if (known.some(one => one.toLowerCase() === value.toLowerCase())) return undefined;
  // Another type of resource is told by the rules for groups.
  if (path.length === 1 && path[0] === 'type') return undefined;
  return { path, on: 'value', severity: 'warning', mismatch: { kind: 'unknownValue', value, known } };
}

function unknownKeys(path: JsonPath, value: Json | undefined): readonly SchemaMismatch[] {
  if (isList(value)) return value.flatMap((item, index) => unknownKeys([...path, index], item));
  const schema = schemaAt(path);
  if (!isObject(value) || schema?.type !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const here = [...path, key];
    if (!schema.properties || schemaAt(here)) return unknownKeys(here, item);
    return path.length === 0 ? unknownAtTop(key) : [unknownBelow(here, key)];
  });
}

/**
 * az leaves out what a resource does not have, and ARM refuses it ("Could not find member … on object of type
 * 'ResourceDefinition'"). What a group has under `properties` would be missed.
 */
function unknownAtTop(key: string): readonly SchemaMismatch[] {
  if (resourceKeys.includes(key)) return [];
  const isMisplaced = schemaAt(['properties', key]) !== undefined;
  return [
    {
      path: [key],
      on: 'key',
      severity: isMisplaced ? 'error' : 'hint',
      mismatch: { kind: isMisplaced ? 'misplaced' : 'leftOut', key },
    },
  ];
}

/** Azure drops what it does not know; what stands beside `properties` instead of in them is missed. */
function unknownBelow(path: JsonPath, key: string): SchemaMismatch {
  const isMisplaced = schemaAt([...path.slice(0, -1), 'properties', key]) !== undefined;
  return {
    path,
    on: 'key',
    severity: isMisplaced ? 'warning' : 'hint',
    mismatch: { kind: isMisplaced ? 'misplaced' : 'unknownKey', key },
  };
}

/** A JSON pointer as a path: steps into lists are numbers. */
function pathOf(content: Json, pointer: string): JsonPath {
  const steps = pointer.split('/').slice(1);
  const path: (string | number)[] = [];
  for (const step of steps) {
    const text = step.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(isList(valueAt(content, path)) ? Number(text) : text);
  }
  return path;
}
