/** Deployment parameter files: `azuredeploy.parameters.json`. */
import { asObject, asText, isObject, type Json, type JsonObject } from '../json.ts';
import { azureOnly } from './azureOnly.ts';
import { entryOf } from './memberAccess.ts';

/** Whether this is a deployment parameter file (`web.parameters.json`), not a template. */
export function isParameterFile(file: JsonObject): boolean {
  const schema = asText(entryOf(file, '$schema').value);
  return /deploymentParameters\.json#?$/i.test(schema);
}

/** What a deployment parameter file gives: `{"name": {"value": …}}` or `{"name": {"reference": …}}`, as Azure takes it. */
export function parametersInFile(file: JsonObject): JsonObject {
  const { value } = entryOf(file, 'parameters');
  return Object.fromEntries(
    Object.entries(asObject(value)).flatMap(([name, given]): readonly (readonly [string, JsonObject])[] => {
      if (!isObject(given)) return [];
      const [own, reference] = [entryOf(given, 'value').value, entryOf(given, 'reference').value];
      if (own !== undefined) return [[name, { value: own }]];
      return reference === undefined ? [] : [[name, { reference }]];
    }),
  );
}

/** The values of `given` for an evaluation here. One that lies in a key vault is known to Azure only. */
export function parameterValues(given: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, one]) => {
      const value = isObject(one) ? givenValue(name, one) : undefined;
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** The key vault that `{"reference": {"keyVault": {"id": …}}}` names; undefined where the value is given itself. */
export function keyVaultOf(given: JsonObject): string | undefined {
  if (entryOf(given, 'reference').value === undefined) return undefined;
  const vault = asObject(entryOf(asObject(entryOf(given, 'reference').value), 'keyVault').value);
  return asText(entryOf(vault, 'id').value).split('/').at(-1) ?? '';
}

/** What `{"value": …}` or `{"reference": …}` gives to the parameter `name`. */
export function givenValue(name: string, given: JsonObject): Json | undefined {
  const { value } = entryOf(given, 'value');
  if (value !== undefined || entryOf(given, 'reference').value === undefined) return value;
  return azureOnly({ kind: 'vault', name }, `[parameters('${name}')]`);
}

/**
 * Where the values of the template `name` are by custom: az's quickstarts have `azuredeploy.parameters.json`, what the
 * portal exports `parameters.json` beside `template.json`, Bicep `main.bicepparam` beside `main.bicep`.
 */
export function parameterFileNames(name: string): readonly string[] {
  const [, stem] = /^(.+)\.(?:jsonc?|bicep)$/i.exec(name) ?? [];
  if (stem === undefined) return [];
  return [
    `${stem}.bicepparam`,
    `${stem}.parameters.json`,
    `${stem}.parameters.jsonc`,
    ...(/^(template|azuredeploy|main)$/i.test(stem) ? ['parameters.json'] : []),
  ];
}
