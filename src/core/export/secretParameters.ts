/** Taking the secrets out of a group that is about to leave the editor. */
import type { JsonPath } from '../document/jsonPath.ts';
import { asObject, asText, isList, isObject, type Json, type JsonObject } from '../json.ts';
import { looksSecret } from '../rules/looksSecret.ts';
import { hasCredentials } from '../rules/urlCredentials.ts';
import type { ExportNote } from './exportResult.ts';

/** A place where the body holds, or has to be given, a secret. */
export interface SecretParameter {
  /** Unique in the body whatever the case, and a name in every target: letters, digits and underscores. */
  readonly name: string;
  readonly path: JsonPath;
  /** Whether an object is wanted (a secret volume's files, an extension's settings), not a text. */
  readonly isObject: boolean;
}

interface SecretLocation {
  readonly suggestedName: string;
  readonly path: JsonPath;
  readonly isObject?: true;
}

/** Every place of a secret, whether the body has it (a file) or not (ARM never returns it). */
export function secretParameters(body: JsonObject): readonly SecretParameter[] {
  const properties = asObject(body['properties']);
  return assignNames([
    ...['containers', 'initContainers'].flatMap(list => variables(properties, list)),
    ...entries(properties, 'imageRegistryCredentials').flatMap(credential),
    ...entries(properties, 'volumes').flatMap(volume),
    ...entries(properties, 'extensions').flatMap(extension),
    ...workspace(properties),
  ]);
}

type Entry = readonly [item: JsonObject, path: JsonPath];

function entries(owner: JsonObject, list: string, at: JsonPath = ['properties']): readonly Entry[] {
  const items = owner[list];
  return isList(items)
    ? items.flatMap((item, index) => (isObject(item) ? [[item, [...at, list, index]] as const] : []))
    : [];
}

function variables(properties: JsonObject, list: string): readonly SecretLocation[] {
  return entries(properties, list).flatMap(([container, path]) =>
    entries(asObject(container['properties']), 'environmentVariables', [...path, 'properties']).flatMap(
      ([variable, at]) =>
        has(variable, 'secureValue') || !has(variable, 'value', 'secureValueReference')
          ? [{ suggestedName: asText(variable['name']), path: [...at, 'secureValue'] }]
          : [],
    ),
  );
}

function credential([item, path]: Entry): readonly SecretLocation[] {
  const isWanted =
    has(item, 'password') || (has(item, 'username') && !has(item, 'passwordReference', 'identity'));
  return isWanted ? [{ suggestedName: 'registryPassword', path: [...path, 'password'] }] : [];
}

function volume([item, path]: Entry): readonly SecretLocation[] {
  const { azureFile: share, secret, gitRepo } = item;
  const name = asText(item['name']);
  return [
    ...(isObject(share) && !has(share, 'storageAccountKeyReference')
      ? [{ suggestedName: 'storageAccountKey', path: [...path, 'azureFile', 'storageAccountKey'] }]
      : []),
    ...(isObject(secret)
      ? [{ suggestedName: `${name}_files`, path: [...path, 'secret'], isObject: true as const }]
      : []),
    ...(isObject(gitRepo) && hasCredentials(asText(gitRepo['repository']))
      ? [{ suggestedName: 'gitRepository', path: [...path, 'gitRepo', 'repository'] }]
      : []),
  ];
}

function extension([item, path]: Entry): readonly SecretLocation[] {
  const settings = asObject(item['properties'])['protectedSettings'];
  const at = [...path, 'properties', 'protectedSettings'];
  return isObject(settings)
    ? [{ suggestedName: `${asText(item['name'])}_settings`, path: at, isObject: true }]
    : [];
}

function workspace(properties: JsonObject): readonly SecretLocation[] {
  const analytics = asObject(properties['diagnostics'])['logAnalytics'];
  return isObject(analytics)
    ? [{ suggestedName: 'workspaceKey', path: ['properties', 'diagnostics', 'logAnalytics', 'workspaceKey'] }]
    : [];
}

function has(object: JsonObject, ...keys: readonly string[]): boolean {
  return keys.some(key => object[key] !== undefined && object[key] !== null);
}

/**
 * Names that mean something else where the secret is to be given: words of Bicep, its namespaces, its function that we
 * use and our symbol; variables that a shell sets by itself, so that it would send them without a word.
 */
const reserved: ReadonlySet<string> = new Set([
  ...['true', 'false', 'null', 'az', 'sys', 'if', 'for', 'existing', 'json', 'containergroup'],
  ...[
    'path',
    'home',
    'pwd',
    'oldpwd',
    'user',
    'logname',
    'username',
    'shell',
    'hostname',
    'uid',
    'euid',
    'gid',
  ],
  ...[
    'ppid',
    'ifs',
    'term',
    'lang',
    'lineno',
    'random',
    'seconds',
    'shlvl',
    'status',
    'host',
    'ostype',
    'tmpdir',
  ],
]);

function assignNames(wishes: readonly SecretLocation[]): readonly SecretParameter[] {
  const taken = new Set<string>();
  return wishes.map(({ suggestedName, path, isObject: object }) => {
    const base = asName(suggestedName);
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base}_${count}`;
    taken.add(name.toLowerCase());
    return { name, path, isObject: object === true };
  });
}

function asName(text: string): string {
  const name = text.replace(/[^A-Za-z0-9_]+/g, '_').slice(0, 100);
  if (reserved.has(name.toLowerCase())) return `${name}_secret`;
  return /^[A-Za-z]/.test(name) ? name : `secret_${name}`;
}

/** `body` with something else in the place of every secret. */
export function replaceSecrets(
  body: JsonObject,
  places: readonly SecretParameter[],
  stand: (place: SecretParameter) => Json,
): JsonObject {
  return places.reduce((changed, place) => asObject(replaceAt(changed, place.path, stand(place))), body);
}

function replaceAt(owner: Json | undefined, path: JsonPath, value: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (isList(owner))
    return owner.map((item, index) => (index === step ? replaceAt(item, rest, value) : item));
  const object = asObject(owner);
  return { ...object, [step]: replaceAt(object[step], rest, value) };
}

/** What to tell of the secrets: those left out, and those that stand in plain sight. */
export function secretNotes(body: JsonObject, places: readonly SecretParameter[]): readonly ExportNote[] {
  const leftOut = places.map(({ name, path, isObject: files }) => ({
    kind: 'secretLeftOut' as const,
    name,
    path,
    files,
  }));
  return [...leftOut, ...plainSecrets(body)];
}

function plainSecrets(body: JsonObject): readonly ExportNote[] {
  const properties = asObject(body['properties']);
  return ['containers', 'initContainers'].flatMap(list =>
    entries(properties, list).flatMap(([container, path]) =>
      entries(asObject(container['properties']), 'environmentVariables', [...path, 'properties']).flatMap(
        ([variable, at]) =>
          looksSecret(asText(variable['name']), asText(variable['value']))
            ? [
                {
                  kind: 'plainSecret' as const,
                  container: asText(container['name']),
                  variable: asText(variable['name']),
                  path: [...at, 'value'],
                },
              ]
            : [],
      ),
    ),
  );
}
