/** What a template asks for. */
import { asObject, asText, isList, isObject, type Json, type JsonObject } from '../json.ts';
import { entryOf } from './memberAccess.ts';
import { kindOfType, resolveType, isOfType } from './parameterTypes.ts';
import { parseWholeNumber } from './wholeNumber.ts';

export interface TemplateParameter {
  readonly name: string;
  /** `string`, `securestring`, `int`, `bool`, `object`, `secureobject`, `array`, as the template writes it. */
  readonly type: string;
  /** Never to be shown, kept or logged. */
  readonly secure: boolean;
  /** May be, or hold, expressions. */
  readonly defaultValue: Json | undefined;
  /** Is null where nobody gives it. */
  readonly nullable: boolean;
  readonly allowedValues: readonly Json[] | undefined;
  readonly description: string | undefined;
  /** The declaration with what it takes from `definitions`. */
  readonly declared: JsonObject;
}

/** The template's parameters in its own order; what is no parameter is passed over. */
export function templateParameters(template: JsonObject): readonly TemplateParameter[] {
  const definitions = definitionsOf(template);
  return Object.entries(asObject(entryOf(template, 'parameters').value)).flatMap(([name, declared]) =>
    isObject(declared) ? [parameterOf(name, resolveType(declared, definitions))] : [],
  );
}

/** The types that the template defines. */
export function definitionsOf(template: JsonObject): JsonObject {
  return asObject(entryOf(template, 'definitions').value);
}

function parameterOf(name: string, declared: JsonObject): TemplateParameter {
  const type = asText(entryOf(declared, 'type').value);
  const allowed = entryOf(declared, 'allowedValues').value;
  const metadata = entryOf(declared, 'metadata').value;
  const description = isObject(metadata) ? asText(entryOf(metadata, 'description').value) : '';
  return {
    name,
    type,
    secure: type.toLowerCase().startsWith('secure'),
    defaultValue: entryOf(declared, 'defaultValue').value,
    nullable: entryOf(declared, 'nullable').value === true,
    allowedValues: isList(allowed) ? allowed : undefined,
    description: description === '' ? undefined : description,
    declared,
  };
}

/** Whether somebody has to give the parameter a value. */
export function isRequired({ defaultValue, nullable }: TemplateParameter): boolean {
  return defaultValue === undefined && !nullable;
}

/** A parameter's value from what somebody typed; `undefined` when it is none of its type. */
export function parseParameter({ type }: TemplateParameter, text: string): Json | undefined {
  switch (kindOfType(type)) {
    case 'string':
      return text;
    case 'int':
      return parseWholeNumber(text.trim());
    case 'bool':
      return /^\s*(?:true|false)\s*$/i.test(text) ? text.trim().toLowerCase() === 'true' : undefined;
    default:
      return parseStructure(type, text);
  }
}

function parseStructure(type: string, text: string): Json | undefined {
  try {
    const json = JSON.parse(text) as Json;
    return isOfType(type, json) ? json : undefined;
  } catch {
    return undefined;
  }
}
