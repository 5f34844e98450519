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

/** `environmentVariables`: the files first, what `environment` says above them. Secrets are made secure. */
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
  const wish = service['environment'];
  const at = [...path, 'environment'];
  if (isList(wish))
    return wish.map((item, index) => {
      const text = plainText(item) ?? '';
      const equals = text.indexOf('=');
      const name = equals < 0 ? text : text.slice(0, equals);
      const place = [...at, index];
      const value = equals < 0 ? machineVariable(name, place) : text.slice(equals + 1);
      return [name, { value, path: place }] as const;
    });
  if (isObject(wish))
    return Object.entries(wish).map(([name, value]) => {
      const isTaken = value === null || value === undefined;
      const place = [...at, name];
      if (!isTaken && plainText(value) === undefined)
        addNote('blocked', place, { kind: 'wrongType', key: name });
      return [
        name,
        { value: isTaken ? machineVariable(name, place) : plainText(value), path: place },
      ] as const;
    });
  if (wish !== undefined && wish !== null) addNote('blocked', at, { kind: 'wrongType', key: 'environment' });
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
  const wish = service['env_file'];
  return listOf(wish).flatMap((item, index) => {
    const file = plainText(isObject(item) ? item['path'] : item);
    const place = isList(wish) ? [...path, 'env_file', index] : [...path, 'env_file'];
    const isRequired = !isObject(item) || item['required'] === undefined || isTrue(item['required']);
    const isRaw = isObject(item) && item['format'] === 'raw';
    return file === undefined ? [] : [{ file, isRequired, isRaw, path: place }];
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
