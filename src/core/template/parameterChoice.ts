/** The value that each of a template's parameters has before it is deployed, and where it comes from. */
import { secretPropertyNames } from '../document/secretLocations.ts';
import { asText, isList, isObject, type Json, type JsonObject } from '../json.ts';
import { looksSecret } from '../rules/looksSecret.ts';
import { entryOf } from './memberAccess.ts';
import { keyVaultOf } from './parameterFile.ts';
import { isRequired, type TemplateParameter } from './parameters.ts';
import { parameterFault } from './parameterTypes.ts';

export type ParameterChoice =
  /** A value that was typed, remembered, or is in a parameter file. */
  | { readonly kind: 'value'; readonly value: Json }
  /** Azure takes it from this key vault. */
  | { readonly kind: 'vault'; readonly vault: string }
  /** The template's default, which may be an expression. */
  | { readonly kind: 'default'; readonly value: Json }
  /** Nobody gives one, and it may be null. */
  | { readonly kind: 'none' }
  | { readonly kind: 'missing' };

/** `given`: as `parametersInFile` has it. Names of parameters have no case. */
export function choiceOf(parameter: TemplateParameter, given: JsonObject): ParameterChoice {
  const own = entryOf(given, parameter.name).value;
  if (isObject(own)) {
    const vault = keyVaultOf(own);
    return vault === undefined ? { kind: 'value', value: own['value'] ?? null } : { kind: 'vault', vault };
  }
  if (parameter.defaultValue !== undefined) return { kind: 'default', value: parameter.defaultValue };
  return { kind: isRequired(parameter) ? 'missing' : 'none' };
}

/** Whether somebody has to be asked: nothing is given, or what is given is no value of the parameter. */
export function needsAnswer(
  parameter: TemplateParameter,
  given: JsonObject,
  definitions: JsonObject,
): boolean {
  const choice = choiceOf(parameter, given);
  if (choice.kind !== 'value') return choice.kind === 'missing';
  return parameterFault(parameter.name, choice.value, parameter.declared, definitions) !== undefined;
}

/** Those of `given` that the template declares, by the names that it declares. */
export function declaredOnly(given: JsonObject, parameters: readonly TemplateParameter[]): JsonObject {
  return Object.fromEntries(
    parameters.flatMap(({ name }) => {
      const own = entryOf(given, name).value;
      return own === undefined ? [] : [[name, own] as const];
    }),
  );
}

/** What `given` names and the template does not declare: Azure would refuse the template for it. */
export function undeclaredNames(
  given: JsonObject,
  parameters: readonly TemplateParameter[],
): readonly string[] {
  const declared = new Set(parameters.map(({ name }) => name.toLowerCase()));
  return Object.keys(given).filter(name => !declared.has(name.toLowerCase()));
}

/** The values of `given` that may be kept for the next time: nothing that is, or looks like, a secret. */
export function rememberable(given: JsonObject, parameters: readonly TemplateParameter[]): JsonObject {
  return Object.fromEntries(
    parameters.flatMap(parameter => {
      const choice = choiceOf(parameter, given);
      if (choice.kind !== 'value' || parameter.secure || holdsSecret(parameter.name, choice.value)) return [];
      return [[parameter.name, { value: choice.value }] as const];
    }),
  );
}

/** Whether the value, or one within it, looks like a secret by its name or by what it is. */
function holdsSecret(name: string, value: Json): boolean {
  if (looksSecret(name) || secretPropertyNames.has(name)) return true;
  if (typeof value === 'string') return looksSecret(name, value);
  if (isList(value)) return value.some(item => holdsSecret(name, item));
  if (!isObject(value)) return false;
  // An environment variable: `{"name": "DB_PASSWORD", "value": "…"}`.
  if (looksSecret(asText(entryOf(value, 'name').value))) return true;
  return Object.entries(value).some(([key, part]) => holdsSecret(key, part ?? null));
}
