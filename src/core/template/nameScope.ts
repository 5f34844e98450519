/** What the names in a template's expressions mean: its variables, parameters and own functions. */
import type { JsonPath } from '../document/jsonPath.ts';
import { asText, isList, isObject, type Json, type JsonObject } from '../json.ts';
import { entryOf, ownKey } from './memberAccess.ts';
import type { DeploymentTarget } from './deploymentTarget.ts';

export interface NameScope {
  readonly variables: JsonObject;
  readonly variablesPath: JsonPath;
  /** A parameter's value; throws `ExpressionError`. */
  readonly parameter: (name: string) => Json;
  readonly ownFunction: (name: string) => OwnFunction | undefined;
  readonly target: DeploymentTarget;
}

/** A function that the template defines. */
export interface OwnFunction {
  readonly parameters: readonly string[];
  readonly output: Json;
  readonly path: JsonPath;
}

/** The functions of `template`'s section `functions`, by `namespace.name`. */
export function ownFunctionsOf(
  template: JsonObject,
  path: JsonPath,
): (name: string) => OwnFunction | undefined {
  const { key, value } = entryOf(template, 'functions');
  const namespaces = isList(value) ? value : [];
  return name => {
    const [namespace = '', member = ''] = name.split('.');
    for (const [index, declared] of namespaces.entries()) {
      if (!isObject(declared)) continue;
      const isWanted = asText(entryOf(declared, 'namespace').value).toLowerCase() === namespace.toLowerCase();
      const members = entryOf(declared, 'members');
      const own = isWanted && isObject(members.value) ? ownKey(members.value, member) : undefined;
      if (own === undefined || !isObject(members.value)) continue;
      const found = readFunction(members.value[own], [...path, key, index, members.key, own]);
      if (found) return found;
    }
    return undefined;
  };
}

function readFunction(json: Json | undefined, path: JsonPath): OwnFunction | undefined {
  if (!isObject(json)) return undefined;
  const parameters = entryOf(json, 'parameters').value;
  const output = entryOf(json, 'output');
  const value = isObject(output.value) ? entryOf(output.value, 'value') : undefined;
  if (value?.value === undefined) return undefined;
  return {
    parameters: isList(parameters)
      ? parameters.flatMap(parameter => (isObject(parameter) ? asText(entryOf(parameter, 'name').value) : []))
      : [],
    output: value.value,
    path: [...path, output.key, value.key],
  };
}
