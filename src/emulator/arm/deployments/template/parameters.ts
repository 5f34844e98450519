/** The values of a template's parameters: given, from a vault, or by default, and checked ("Parameters in ARM templates"). */
import { isObject, numberAt, objectAt, textAt, type Json, type JsonObject } from '../../../json.ts';
import { isEqual } from '../functions/equality.ts';
import { textFrom, typeName } from '../functions/templateFunction.ts';
import { evaluateValue, tryMember } from '../language/evaluate.ts';
import { ExpressionError } from '../language/expressionError.ts';
import type { Scope } from '../language/scope.ts';
import { placeOf, type Template } from './template.ts';
import { invalidTemplate, lineAndColumn, orInvalidTemplate } from './templateError.ts';

export interface ParameterValue {
  /** As it is shown: `String`, `SecureString`, … */
  readonly type: string;
  readonly value: Json;
}

/** Reads a secret that a parameter refers to. Throws ArmError. */
export type ReadSecret = (reference: JsonObject) => string;

/** By name, as the template writes it. `scope`: what defaults see, beside the parameters. Throws ArmError. */
export function readParameters(
  template: Template,
  given: JsonObject,
  scope: Scope,
  readSecret: ReadSecret,
): Map<string, ParameterValue> {
  const definitions = objectAt(template.body, 'parameters');
  checkNames(template, Object.keys(given), Object.keys(definitions));
  const values = new Map<string, ParameterValue>();
  const reading = new Set<string>();
  const read = (name: string): ParameterValue => {
    const known = values.get(name);
    if (known) return known;
    if (reading.has(name)) throw new ExpressionError(`The template parameter '${name}' refers to itself.`);
    reading.add(name);
    const definition = resolved(template, objectAt(definitions, name));
    const inner: Scope = {
      ...scope,
      place: 'parameter',
      parameter: wanted => read(nameIn(definitions, wanted)).value,
    };
    const value = readOne(template, name, definition, tryMember(given, name), inner, readSecret);
    values.set(name, value);
    return value;
  };
  for (const name of Object.keys(definitions)) {
    const place = placeOf(template, 'parameters', name);
    orInvalidTemplate(
      place,
      why => `The template parameter '${name}' ${lineAndColumn(place)} is not valid: ${why}`,
      () => read(name),
    );
  }
  return values;
}

/** The name that the template writes for one in any case. Throws ExpressionError where there is none. */
export function nameIn(definitions: JsonObject, wanted: string): string {
  const name = Object.keys(definitions).find(each => each.toLowerCase() === wanted.toLowerCase());
  if (name !== undefined) return name;
  throw new ExpressionError(
    `The template parameter '${wanted}' is not found. Please see https://aka.ms/arm-syntax-parameters for usage details.`,
  );
}

function checkNames(template: Template, given: readonly string[], defined: readonly string[]): void {
  const lower = defined.map(name => name.toLowerCase());
  const unknown = given.filter(name => !lower.includes(name.toLowerCase()));
  if (unknown.length === 0) return;
  throw invalidTemplate(
    `The template parameters '${unknown.join(', ')}' in the parameters file are not valid; they are not present in the original template and can therefore not be provided at deployment time. The only supported parameters for this template are '${defined.join(', ')}'. Please see https://aka.ms/arm-pass-parameter-values for usage details.`,
    placeOf(template, 'parameters'),
  );
}

/** A definition with the type that it refers to (`definitions`, of languageVersion 2.0); its own members win. */
function resolved(template: Template, definition: JsonObject): JsonObject {
  const reference = textAt(definition, '$ref');
  if (reference === '') return definition;
  const name = reference.split('/').at(-1) ?? '';
  const type = objectAt(objectAt(template.body, 'definitions'), name);
  return { ...resolved(template, type), ...definition, $ref: '' };
}

function readOne(
  template: Template,
  name: string,
  definition: JsonObject,
  given: Json | undefined,
  scope: Scope,
  readSecret: ReadSecret,
): ParameterValue {
  const place = placeOf(template, 'parameters', name);
  const type = types[textAt(definition, 'type').toLowerCase()];
  if (!type) {
    throw invalidTemplate(
      `The template parameter '${name}' ${lineAndColumn(place)} has an invalid type '${textAt(definition, 'type')}'. The supported types are 'string, securestring, int, bool, array, object, secureObject'.`,
      place,
    );
  }
  const nullable = definition['nullable'] === true;
  const value = givenValue(given, readSecret, scope);
  const { defaultValue } = definition;
  if (value === undefined || (value === null && !nullable)) {
    if (defaultValue === undefined && nullable) return { type: type.shown, value: null };
    if (defaultValue === undefined) {
      throw invalidTemplate(
        `The value for the template parameter '${name}' ${lineAndColumn(place)} is not provided. Please see https://aka.ms/arm-create-parameter-file for usage details.`,
        place,
      );
    }
    const byDefault = evaluateValue(defaultValue, scope);
    checkValue(template, name, definition, type, byDefault);
    return { type: type.shown, value: byDefault };
  }
  if (value !== null) checkValue(template, name, definition, type, value);
  return { type: type.shown, value };
}

/** Undefined where there is none. */
function givenValue(given: Json | undefined, readSecret: ReadSecret, scope: Scope): Json | undefined {
  if (!isObject(given)) return undefined;
  const reference = tryMember(given, 'reference');
  if (isObject(reference)) return readSecret(reference);
  const expression = tryMember(given, 'expression');
  if (expression !== undefined) return evaluateValue(expression, scope);
  return tryMember(given, 'value');
}

interface ParameterType {
  readonly shown: string;
  /** What ARM calls the JSON that it expects. */
  readonly expected: string;
  readonly fits: (value: Json) => boolean;
}

const isText = (value: Json) => typeof value === 'string';

/** By their names in lower case. */
const types: Readonly<Record<string, ParameterType | undefined>> = {
  string: { shown: 'String', expected: 'String, Uri', fits: isText },
  securestring: { shown: 'SecureString', expected: 'String, Uri', fits: isText },
  int: {
    shown: 'Int',
    expected: 'Integer',
    fits: value => typeof value === 'number' && Number.isInteger(value),
  },
  bool: { shown: 'Bool', expected: 'Boolean', fits: value => typeof value === 'boolean' },
  array: { shown: 'Array', expected: 'Array', fits: Array.isArray },
  object: { shown: 'Object', expected: 'Object', fits: isObject },
  secureobject: { shown: 'SecureObject', expected: 'Object', fits: isObject },
};

/** How ARM shows a type; as it is written where it is none of ARM's. */
export function shownType(type: string): string {
  return types[type.toLowerCase()]?.shown ?? type;
}

function checkValue(
  template: Template,
  name: string,
  definition: JsonObject,
  type: ParameterType,
  value: Json,
): void {
  const place = placeOf(template, 'parameters', name);
  if (!type.fits(value)) {
    throw invalidTemplate(
      `Template parameter JToken type is not valid. Expected '${type.expected}'. Actual '${typeName(value)}'. Please see https://aka.ms/arm-create-parameter-file for usage details.`,
      place,
    );
  }
  const { allowedValues } = definition;
  if (Array.isArray(allowedValues) && !isAllowed(allowedValues, value)) {
    throw invalidTemplate(
      `The provided value '${textFrom(value)}' for the template parameter '${name}' ${lineAndColumn(place)} is not valid. The parameter value is not part of the allowed value(s): '${allowedValues.map(textFrom).join(',')}'.`,
      place,
    );
  }
  const why = limitProblem(definition, value);
  if (why === undefined) return;
  throw invalidTemplate(
    `The provided value for the template parameter '${name}' ${lineAndColumn(place)} is not valid. ${why} Please see https://aka.ms/arm-create-parameter-file for usage details.`,
    place,
  );
}

/** A list may be made of allowed values, too. */
function isAllowed(allowed: readonly Json[], value: Json): boolean {
  const isOne = (each: Json) => allowed.some(one => isEqual(one, each));
  return isOne(value) || (Array.isArray(value) && value.every(isOne));
}

/** The words are not recorded. */
function limitProblem(definition: JsonObject, value: Json): string | undefined {
  const size =
    typeof value === 'number'
      ? value
      : typeof value === 'string' || Array.isArray(value)
        ? value.length
        : undefined;
  if (size === undefined) return undefined;
  const [least, most, what] =
    typeof value === 'number'
      ? [numberAt(definition, 'minValue'), numberAt(definition, 'maxValue'), 'The value']
      : [numberAt(definition, 'minLength'), numberAt(definition, 'maxLength'), 'Length of the value'];
  if (least !== undefined && size < least) return `${what} should be greater than or equal to '${least}'.`;
  if (most !== undefined && size > most) return `${what} should be less than or equal to '${most}'.`;
  return undefined;
}

/** As a deployment shows them: without the values of secure ones. */
export function shownParameters(values: ReadonlyMap<string, ParameterValue>): JsonObject {
  return Object.fromEntries(
    [...values].map(([name, { type, value }]) => [
      name,
      type.startsWith('Secure') ? { type } : { type, value },
    ]),
  );
}
