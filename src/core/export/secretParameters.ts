/** The secrets of a group that is about to leave the editor, each under a name by which it is given elsewhere. */
import {
  plainSecrets,
  removeSecrets,
  replaceSecrets,
  type Secret,
  type SecretLocation,
  secretLocations,
} from '../document/secretLocations.ts';
import type { JsonObject } from '../json.ts';
import type { ExportNote } from './exportResult.ts';

export interface SecretParameter extends SecretLocation {
  /** Unique in the body whatever the case, and a name in every target: letters, digits and underscores. */
  readonly name: string;
}

/** Every secret of the body, whether the body has it (a file) or not (Azure never returns it). */
export function secretParameters(body: JsonObject): readonly SecretParameter[] {
  return nameSecrets(secretLocations(body).filter(({ status }) => status !== 'optional'));
}

/**
 * Names that mean something else where the secret is to be given: words of Bicep, its namespaces, its function that we
 * use and our symbol; variables that a shell sets by itself, so that it would send them without a word.
 */
const reserved: ReadonlySet<string> = new Set([
  ...['true', 'false', 'null', 'az', 'sys', 'if', 'for', 'existing', 'json', 'containergroup'],
  ...['path', 'home', 'pwd', 'oldpwd', 'user', 'logname', 'username', 'shell', 'hostname', 'uid', 'euid'],
  ...['gid', 'ppid', 'ifs', 'term', 'lang', 'lineno', 'random', 'seconds', 'shlvl', 'status', 'host'],
  ...['ostype', 'tmpdir'],
]);

export function nameSecrets(locations: readonly SecretLocation[]): readonly SecretParameter[] {
  const used = new Set<string>();
  return locations.map(location => {
    const base = asName(suggestedName(location.secret));
    let name = base;
    for (let count = 2; used.has(name.toLowerCase()); count++) name = `${base}_${count}`;
    used.add(name.toLowerCase());
    return { ...location, name };
  });
}

function suggestedName(secret: Secret): string {
  switch (secret.kind) {
    case 'variable':
      return secret.name;
    case 'registryPassword':
    case 'gitRepository':
    case 'workspaceKey':
      return secret.kind;
    case 'storageKey':
      return 'storageAccountKey';
    case 'secretVolume':
      return `${secret.volume}_files`;
    case 'extensionSettings':
      return `${secret.extension}_settings`;
  }
}

function asName(text: string): string {
  const name = text.replace(/[^A-Za-z0-9_]+/g, '_').slice(0, 100);
  if (reserved.has(name.toLowerCase())) return `${name}_secret`;
  return /^[A-Za-z]/.test(name) ? name : `secret_${name}`;
}

/** `body` with `${env:NAME}` in the place of every secret that is a text, and without the others. */
export function withPlaceholders(body: JsonObject, secrets: readonly SecretParameter[]): JsonObject {
  const objects = secrets.filter(({ isObject }) => isObject);
  const texts = secrets.filter(({ isObject }) => !isObject);
  return replaceSecrets(removeSecrets(body, objects), texts, ({ name }) => placeholder(name));
}

/** What stands for the secret in a group's file, and is filled in when it is deployed from here. */
export function placeholder(name: string): string {
  return `\${env:${name}}`;
}

/** The notes on secrets: those left out, and those in plain environment variables. */
export function secretNotes(body: JsonObject, secrets: readonly SecretParameter[]): readonly ExportNote[] {
  const leftOut = secrets.map(({ name, path, isObject: files }) => ({
    kind: 'secretLeftOut' as const,
    name,
    path,
    files,
  }));
  return [...leftOut, ...plainSecrets(body).map(secret => ({ kind: 'plainSecret' as const, ...secret }))];
}
