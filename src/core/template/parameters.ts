/** What a template asks for, and the values it is given. */
import type { Path } from '../groupFile/path.ts';
import { asText, isList, isObject } from '../json.ts';
import type { Json, JsonObject } from '../model.ts';
import { entryOf } from './member.ts';
import type { TemplateProblem } from './problem.ts';

export interface TemplateParameter {
  readonly name: string;
  /** `string`, `securestring`, `int`, `bool`, `object`, `secureobject`, `array`, as the template writes it. */
  readonly type: string;
  /** Never to be shown, kept or logged. */
  readonly secure: boolean;
  /** May be, or hold, expressions. */
  readonly defaultValue: Json | undefined;
  readonly allowedValues: readonly Json[] | undefined;
  readonly description: string | undefined;
}

/** The template's parameters in its own order; what is no parameter is passed over. */
export function templateParameters(template: JsonObject): readonly TemplateParameter[] {
  return Object.entries(asPlain(entryOf(template, 'parameters').value)).flatMap(([name, declared]) =>
    isObject(declared) ? [parameterOf(name, declared)] : [],
  );
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
    allowedValues: isList(allowed) ? allowed : undefined,
    description: description === '' ? undefined : description,
  };
}

function asPlain(json: Json | undefined): JsonObject {
  return isObject(json) ? json : {};
}

/** A parameter's value from what somebody typed; `undefined` when it is none of its type. */
export function parseParameter({ type }: TemplateParameter, text: string): Json | undefined {
  switch (kindOf(type)) {
    case 'string':
      return text;
    case 'int':
      return /^\s*[-+]?\d+\s*$/.test(text) ? Number(text) : undefined;
    case 'bool':
      return /^\s*(?:true|false)\s*$/i.test(text) ? text.trim().toLowerCase() === 'true' : undefined;
    default:
      return parseStructure(type, text);
  }
}

function parseStructure(type: string, text: string): Json | undefined {
  try {
    const json = JSON.parse(text) as Json;
    return suits(type, json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Whether `value` is of the parameter's type. A type nobody knows takes anything. */
export function suits(type: string, value: Json): boolean {
  switch (kindOf(type)) {
    case 'string':
      return typeof value === 'string';
    case 'int':
      return Number.isInteger(value);
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

function kindOf(type: string): string {
  return type.toLowerCase().replace(/^secure/, '');
}

/** Whether this is a deployment parameter file (`web.parameters.json`), not a template. */
export function isParameterFile(file: JsonObject): boolean {
  const schema = asText(entryOf(file, '$schema').value);
  return /deploymentParameters\.json#?$/i.test(schema);
}

/** The values a deployment parameter file gives. One that lies in a key vault is told of: we can't read it. */
export function parametersOf(file: JsonObject): {
  readonly values: JsonObject;
  readonly problems: readonly TemplateProblem[];
} {
  const { key, value } = entryOf(file, 'parameters');
  const values: [string, Json][] = [];
  const problems: TemplateProblem[] = [];
  for (const [name, given] of Object.entries(asPlain(value))) {
    const path: Path = [key, name];
    const plain = isObject(given) ? entryOf(given, 'value').value : undefined;
    if (plain !== undefined) values.push([name, plain]);
    else if (isObject(given) && entryOf(given, 'reference').value !== undefined)
      problems.push({ severity: 'warning', path, what: { kind: 'parameterFromVault', name } });
  }
  return { values: Object.fromEntries(values), problems };
}
