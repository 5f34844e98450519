/**
 * Whether a value is what a parameter's declaration asks for ("Type definitions in ARM templates", learn.microsoft.com).
 */
import { asNumber, asObject, asText, isList, isObject, type Json, type JsonObject } from '../json.ts';
import { azureOnlyInfo } from './azureOnly.ts';
import { isEqual } from './functions/templateFunction.ts';
import { entryOf, ownKey } from './memberAccess.ts';
import { asWholeNumber } from './wholeNumber.ts';
import type { ParameterFault } from './templateProblem.ts';

/** `declared` with what its `$ref` leads to; a chain of them at most so long. */
export function resolveType(declared: JsonObject, definitions: JsonObject, longest = 20): JsonObject {
  const [, name] = /^#\/definitions\/(.+)$/.exec(asText(entryOf(declared, '$ref').value)) ?? [];
  const definition = name === undefined ? undefined : entryOf(definitions, name).value;
  if (!isObject(definition) || longest === 0) return declared;
  return { ...resolveType(definition, definitions, longest - 1), ...declared };
}

/** The type's name in lower case; a secret one is of the same kind as one that is none. */
export function kindOfType(type: string): string {
  return type.toLowerCase().replace(/^secure/, '');
}

/** Whether `value` is of the type. A type nobody knows takes anything. */
export function isOfType(type: string, value: Json): boolean {
  switch (kindOfType(type)) {
    case 'string':
      return typeof value === 'string';
    case 'int':
      return asWholeNumber(value) !== undefined;
    case 'bool':
      return typeof value === 'boolean';
    case 'array':
      return isList(value);
    case 'object':
      return isObject(value);
    default:
      return true;
  }
}

/** Types that lie in each other so deep are not looked into. */
const deepest = 30;

/** What is wrong with `value`; undefined where it is as `declared` says. What only Azure knows is never wrong. */
export function parameterFault(
  name: string,
  value: Json,
  declared: JsonObject,
  definitions: JsonObject,
  depth = 0,
): ParameterFault | undefined {
  if (azureOnlyInfo(value) || depth > deepest) return undefined;
  const type = asText(entryOf(declared, 'type').value);
  if (value === null && entryOf(declared, 'nullable').value === true) return undefined;
  if (!isOfType(type, value)) return { kind: 'parameterType', name, type };
  /** `json`, undefined where it is missing, is called `part`. */
  const judge: CheckPart = (part, json, of) => {
    const type = resolveType(of, definitions);
    if (json !== undefined) return parameterFault(`${name}${part}`, json, type, definitions, depth + 1);
    const isOptional = entryOf(type, 'nullable').value === true;
    return isOptional ? undefined : { kind: 'parameterPartMissing', name: `${name}${part}` };
  };
  return (
    allowedFault(name, value, declared) ??
    limitFault(name, value, declared) ??
    (isList(value) ? itemsFault(value, declared, judge) : undefined) ??
    (isObject(value) ? propertiesFault(name, value, declared, judge) : undefined) ??
    (isObject(value) ? variantFault(name, value, declared, judge) : undefined)
  );
}

type CheckPart = (part: string, json: Json | undefined, of: JsonObject) => ParameterFault | undefined;

/** Of a list each item has to be allowed, where the list as a whole is not. */
function allowedFault(name: string, value: Json, declared: JsonObject): ParameterFault | undefined {
  const allowed = entryOf(declared, 'allowedValues').value;
  if (!isList(allowed)) return undefined;
  const isAllowed = (json: Json) => allowed.some(one => sameWithoutCase(one, json));
  if (isAllowed(value) || (isList(value) && value.every(isAllowed))) return undefined;
  return { kind: 'parameterNotAllowed', name, allowed: allowed.map(asPlainText) };
}

function sameWithoutCase(one: Json, other: Json): boolean {
  return typeof one === 'string' && typeof other === 'string'
    ? one.toLowerCase() === other.toLowerCase()
    : isEqual(one, other);
}

function asPlainText(json: Json): string {
  return typeof json === 'string' ? json : JSON.stringify(json);
}

function limitFault(name: string, value: Json, declared: JsonObject): ParameterFault | undefined {
  const size = typeof value === 'string' || isList(value) ? value.length : undefined;
  const checks = [
    ['minValue', asNumber(value), -1],
    ['maxValue', asNumber(value), 1],
    ['minLength', size, -1],
    ['maxLength', size, 1],
  ] as const;
  for (const [limit, measure, direction] of checks) {
    const bound = asNumber(entryOf(declared, limit).value);
    if (bound !== undefined && measure !== undefined && (measure - bound) * direction > 0)
      return { kind: 'parameterLimit', name, limit, bound };
  }
  return undefined;
}

function itemsFault(
  value: readonly Json[],
  declared: JsonObject,
  judge: CheckPart,
): ParameterFault | undefined {
  const items = entryOf(declared, 'items').value;
  const prefix = entryOf(declared, 'prefixItems').value;
  for (const [index, item] of value.entries()) {
    const of = (isList(prefix) ? prefix[index] : undefined) ?? items;
    const fault = isObject(of) ? judge(`[${index}]`, item, of) : undefined;
    if (fault) return fault;
  }
  return undefined;
}

function propertiesFault(
  name: string,
  value: JsonObject,
  declared: JsonObject,
  judge: CheckPart,
): ParameterFault | undefined {
  const properties = entryOf(declared, 'properties').value;
  const others = entryOf(declared, 'additionalProperties').value;
  const known = isObject(properties) ? properties : {};
  for (const [key, of] of Object.entries(known)) {
    const fault = isObject(of) ? judge(`.${key}`, entryOf(value, key).value, of) : undefined;
    if (fault) return fault;
  }
  for (const [key, given] of Object.entries(value)) {
    if (ownKey(known, key) !== undefined || given === undefined) continue;
    // What a discriminator chooses has properties of its own.
    const isClosed = others === false && entryOf(declared, 'discriminator').value === undefined;
    if (isClosed) return { kind: 'parameterPartUnknown', name: `${name}.${key}` };
    const fault = isObject(others) ? judge(`.${key}`, given, others) : undefined;
    if (fault) return fault;
  }
  return undefined;
}

/** A property of the value, the discriminator, says which of several types it is of. */
function variantFault(
  name: string,
  value: JsonObject,
  declared: JsonObject,
  judge: CheckPart,
): ParameterFault | undefined {
  const discriminator = asObject(entryOf(declared, 'discriminator').value);
  const property = asText(entryOf(discriminator, 'propertyName').value);
  const mapping = asObject(entryOf(discriminator, 'mapping').value);
  if (property === '') return undefined;
  const chosen = entryOf(value, property).value;
  if (chosen === undefined) return { kind: 'parameterPartMissing', name: `${name}.${property}` };
  if (azureOnlyInfo(chosen)) return undefined;
  const variant = entryOf(mapping, asText(chosen)).value;
  if (isObject(variant)) return judge('', value, variant);
  return { kind: 'parameterNotAllowed', name: `${name}.${property}`, allowed: Object.keys(mapping) };
}
