import type { JsonPath } from '../document/jsonPath.ts';
import { isList, isObject, type JsonObject } from '../json.ts';
import { variableNameProblem } from '../rules/environmentVariables.ts';
import { looksSecret } from '../rules/looksSecret.ts';
import { readEnvFile } from './envFile.ts';
import type { ConversionContext } from './conversionContext.ts';
import { replaceInValue } from './serviceNames.ts';
import { listOf, plainText, isTrue } from './values.ts';

interface FoundVariable {
  readonly value: string | undefined;
  readonly path: JsonPath;
}

/** `environmentVariables`: from env files, overridden by `environment`. Secrets become secure values. */
export function variablesOf(
  service: JsonObject,
  path: JsonPath,
  context: ConversionContext,
): readonly JsonObject[] {
  const { addNote } = context;
  const found = new Map<string, FoundVariable>([
    ...fromFiles(service, path, context),
    ...fromEnvironment(service, path, context),
  ]);
  return [...found].flatMap(([name, { value, path: at }]): JsonObject[] => {
    if (variableNameProblem(name)) {
      addNote('dropped', at, { kind: 'variableName', name });
      return [];
    }
    if (value === undefined) {
      addNote('dropped', at, { kind: 'variableUnset', name });
      return [];
    }
    const found = replaceInValue(name, value, context.names);
    const renamed = context.noteServiceNames(at, found) ? found.text : value;
    if (!looksSecret(name, value)) return [context.recordSource({ name, value: renamed }, at)];
    addNote('changed', at, { kind: 'variableSecured', name });
    return [context.recordSource({ name, secureValue: renamed }, at)];
  });
}

function fromEnvironment(
  service: JsonObject,
  path: JsonPath,
  { machineVariable, addNote }: ConversionContext,
): readonly (readonly [string, FoundVariable])[] {
  const declared = service['environment'];
  const at = [...path, 'environment'];
  if (isList(declared))
    return declared.map((item, index) => {
      const text = plainText(item) ?? '';
      const equals = text.indexOf('=');
      const name = equals < 0 ? text : text.slice(0, equals);
      const itemPath = [...at, index];
      const value = equals < 0 ? machineVariable(name, itemPath) : text.slice(equals + 1);
      return [name, { value, path: itemPath }] as const;
    });
  if (isObject(declared))
    return Object.entries(declared).map(([name, value]) => {
      const isTaken = value === null || value === undefined;
      const itemPath = [...at, name];
      if (!isTaken && plainText(value) === undefined)
        addNote('blocked', itemPath, { kind: 'wrongType', key: name });
      return [
        name,
        { value: isTaken ? machineVariable(name, itemPath) : plainText(value), path: itemPath },
      ] as const;
    });
  if (declared !== undefined && declared !== null)
    addNote('blocked', at, { kind: 'wrongType', key: 'environment' });
  return [];
}

/** A file that a service takes its variables from. */
export interface EnvFile {
  readonly file: string;
  readonly isRequired: boolean;
  readonly isRaw: boolean;
  readonly path: JsonPath;
}

export function envFilesOf(service: JsonObject, path: JsonPath): readonly EnvFile[] {
  const declared = service['env_file'];
  return listOf(declared).flatMap((item, index) => {
    const file = plainText(isObject(item) ? item['path'] : item);
    const itemPath = isList(declared) ? [...path, 'env_file', index] : [...path, 'env_file'];
    const isRequired = !isObject(item) || item['required'] === undefined || isTrue(item['required']);
    const isRaw = isObject(item) && item['format'] === 'raw';
    return file === undefined ? [] : [{ file, isRequired, isRaw, path: itemPath }];
  });
}

function fromFiles(
  service: JsonObject,
  path: JsonPath,
  { machineVariable, readFile, addNote }: ConversionContext,
): readonly (readonly [string, FoundVariable])[] {
  return envFilesOf(service, path).flatMap(({ file, isRequired, isRaw, path: at }) => {
    const text = readFile(file, at);
    if (text === undefined && isRequired) addNote('blocked', at, { kind: 'fileMissing', file });
    const { variables, problems } = readEnvFile(text ?? '', name => machineVariable(name, at), { isRaw });
    for (const { line } of problems) addNote('blocked', at, { kind: 'envFileLine', file, line });
    return variables.map(({ name, value }) => [name, { value, path: at }] as const);
  });
}
