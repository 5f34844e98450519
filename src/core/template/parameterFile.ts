/** Deployment parameter files: `azuredeploy.parameters.json`. */
import { asObject, asText, isObject, type Json, type JsonObject } from '../json.ts';
import { azureOnly } from './azureOnly.ts';
import { entryOf } from './memberAccess.ts';

/** Whether this is a deployment parameter file (`web.parameters.json`), not a template. */
export function isParameterFile(file: JsonObject): boolean {
  const schema = asText(entryOf(file, '$schema').value);
  return /deploymentParameters\.json#?$/i.test(schema);
}

/** The values that a deployment parameter file gives. One that lies in a key vault is known to Azure only. */
export function parametersInFile(file: JsonObject): JsonObject {
  const { value } = entryOf(file, 'parameters');
  return Object.fromEntries(
    Object.entries(asObject(value)).flatMap(([name, given]) => {
      const found = isObject(given) ? givenValue(name, given) : undefined;
      return found === undefined ? [] : [[name, found] as const];
    }),
  );
}

/** What `{"value": …}` or `{"reference": …}` gives to the parameter `name`. */
export function givenValue(name: string, given: JsonObject): Json | undefined {
  const { value } = entryOf(given, 'value');
  if (value !== undefined || entryOf(given, 'reference').value === undefined) return value;
  return azureOnly({ kind: 'vault', name }, `[parameters('${name}')]`);
}

/**
 * Where the values of the template `name` are by custom: az's quickstarts have `azuredeploy.parameters.json`, what the
 * portal exports `parameters.json` beside `template.json`.
 */
export function parameterFileNames(name: string): readonly string[] {
  const [, stem] = /^(.+)\.jsonc?$/i.exec(name) ?? [];
  if (stem === undefined) return [];
  return [
    `${stem}.parameters.json`,
    ...(/^(template|azuredeploy|main)$/i.test(stem) ? ['parameters.json'] : []),
  ];
}
