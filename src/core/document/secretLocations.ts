/**
 * Where secrets stand in a container group's body: the one table that everything goes by which fills, removes,
 * compares, exports or shows them. A name such as `password` may be anybody's elsewhere.
 */
import { asObject, asText, isObject, without } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { looksSecret } from '../rules/looksSecret.ts';
import { hasSecretReference } from '../rules/secretReference.ts';
import { hasCredentials, withoutCredentials } from '../rules/urlCredentials.ts';
import {
  isAtOrBelow,
  type JsonPath,
  matchingPaths,
  type PathPattern,
  replaceAt,
  valueAt,
} from './jsonPath.ts';

/** A secret and what it is for, in the body's own names. */
export type Secret =
  | { readonly kind: 'variable'; readonly container: string; readonly name: string }
  | { readonly kind: 'registryPassword'; readonly server: string; readonly username: string }
  | { readonly kind: 'storageKey'; readonly volume: string; readonly account: string; readonly share: string }
  | { readonly kind: 'secretVolume'; readonly volume: string }
  | { readonly kind: 'gitRepository'; readonly volume: string }
  | { readonly kind: 'extensionSettings'; readonly extension: string }
  | { readonly kind: 'workspaceKey'; readonly workspaceId: string };

export interface SecretLocation {
  readonly secret: Secret;
  /** Where its value stands or has to stand; items of lists by their index. */
  readonly path: JsonPath;
  /**
   * `given`: the body has it. `missing`: the group needs it and the body lacks it, as after a GET. `optional`: the body
   * lacks it, and nobody can tell whether the group has one.
   */
  readonly status: 'given' | 'missing' | 'optional';
  /** Whether its value is an object (a secret volume's files, an extension's settings), not a text. */
  readonly isObject: boolean;
}

interface SecretProperty {
  readonly pattern: PathPattern;
  /** What Azure returns in its place: nothing, `{}`, or the secret itself. */
  readonly returned: 'nothing' | 'emptyObject' | 'secret';
  readonly isObject?: true;
  /** `item` is at the first three steps of the path (a container, a volume); `owner` has the property. */
  readonly describe: (item: JsonObject, owner: JsonObject) => Secret;
  /** Whether a value is secret; where this is not said, each is. */
  readonly isSecret?: (value: Json) => boolean;
  readonly whenAbsent: (owner: JsonObject) => 'missing' | 'optional' | undefined;
}

const secretProperties: readonly SecretProperty[] = [
  ...['containers', 'initContainers'].map((list): SecretProperty => ({
    pattern: ['properties', list, '*', 'properties', 'environmentVariables', '*', 'secureValue'],
    returned: 'nothing',
    describe: (container, variable) => ({
      kind: 'variable',
      container: asText(container['name']),
      name: asText(variable['name']),
    }),
    whenAbsent: variable => (hasAny(variable, 'value', 'secureValueReference') ? undefined : 'missing'),
  })),
  {
    pattern: ['properties', 'imageRegistryCredentials', '*', 'password'],
    returned: 'nothing',
    describe: ({ server, username }) => ({
      kind: 'registryPassword',
      server: asText(server),
      username: asText(username),
    }),
    whenAbsent: credential =>
      hasAny(credential, 'username') && !hasAny(credential, 'passwordReference', 'identity')
        ? 'missing'
        : undefined,
  },
  {
    pattern: ['properties', 'volumes', '*', 'azureFile', 'storageAccountKey'],
    returned: 'nothing',
    describe: ({ name }, { storageAccountName, shareName }) => ({
      kind: 'storageKey',
      volume: asText(name),
      account: asText(storageAccountName),
      share: asText(shareName),
    }),
    whenAbsent: share => (hasAny(share, 'storageAccountKeyReference') ? undefined : 'missing'),
  },
  {
    pattern: ['properties', 'volumes', '*', 'secret'],
    returned: 'emptyObject',
    isObject: true,
    describe: ({ name }) => ({ kind: 'secretVolume', volume: asText(name) }),
    isSecret: files => !isEmptyObject(files),
    whenAbsent: ({ secret }) => (isEmptyObject(secret) ? 'missing' : undefined),
  },
  {
    pattern: ['properties', 'volumes', '*', 'gitRepo', 'repository'],
    returned: 'secret',
    describe: ({ name }) => ({ kind: 'gitRepository', volume: asText(name) }),
    isSecret: address => hasCredentials(asText(address)) || hasSecretReference(asText(address)),
    whenAbsent: () => undefined,
  },
  {
    pattern: ['properties', 'extensions', '*', 'properties', 'protectedSettings'],
    returned: 'nothing',
    isObject: true,
    describe: ({ name }) => ({ kind: 'extensionSettings', extension: asText(name) }),
    // The API description's example ContainerGroupExtensions sends some, and the answer has none.
    whenAbsent: () => 'optional',
  },
  {
    pattern: ['properties', 'diagnostics', 'logAnalytics', 'workspaceKey'],
    returned: 'nothing',
    describe: ({ workspaceId }) => ({ kind: 'workspaceKey', workspaceId: asText(workspaceId) }),
    whenAbsent: () => 'missing',
  },
];

/** Marked as a secret in the API description, and so not returned, though it is an ARM resource id. */
const workspaceResourceId: PathPattern = ['properties', 'diagnostics', 'logAnalytics', 'workspaceResourceId'];

/**
 * What these properties are called, for texts and values that are not where a group has them but may come from there.
 */
export const secretPropertyNames: ReadonlySet<string | number> = new Set(
  secretProperties.flatMap(({ pattern, returned }) => (returned === 'secret' ? [] : pattern.slice(-1))),
);

/** Every secret that the body has or needs. */
export function secretLocations(body: JsonObject): readonly SecretLocation[] {
  return secretProperties.flatMap(property =>
    matchingPaths(body, property.pattern).flatMap(path => locationAt(body, path, property)),
  );
}

function locationAt(
  body: JsonObject,
  path: JsonPath,
  { describe, isSecret, whenAbsent, isObject: object }: SecretProperty,
): readonly SecretLocation[] {
  const owner = asObject(valueAt(body, path.slice(0, -1)));
  const value = valueAt(body, path) ?? null;
  const isGiven = value !== null && (!isSecret || isSecret(value));
  const status = isGiven ? 'given' : whenAbsent(owner);
  if (status === undefined) return [];
  const secret = describe(asObject(valueAt(body, path.slice(0, 3))), owner);
  return [{ secret, path, status, isObject: object === true }];
}

function hasAny(object: JsonObject, ...keys: readonly string[]): boolean {
  return keys.some(key => object[key] !== undefined && object[key] !== null);
}

function isEmptyObject(json: Json | undefined): boolean {
  return isObject(json) && Object.keys(json).length === 0;
}

/** Identifies a secret among those of its group. */
export function secretKey(secret: Secret): string {
  switch (secret.kind) {
    case 'registryPassword':
      return `registryPassword/${secret.server}/${secret.username}`;
    case 'variable':
      return `variable/${secret.container}/${secret.name}`;
    case 'storageKey':
    case 'secretVolume':
    case 'gitRepository':
      return `${secret.kind}/${secret.volume}`;
    case 'workspaceKey':
      return `workspaceKey/${secret.workspaceId}`;
    case 'extensionSettings':
      return `${secret.kind}/${secret.extension}`;
  }
}

/** Whether `value` is what Azure returns in place of the secret at `path`: it says nothing about the secret. */
export function isOmittedSecret(path: JsonPath, value: Json | undefined): boolean {
  const isAt = (pattern: PathPattern) => path.length === pattern.length && isAtOrBelow(path, pattern);
  const returned = isAt(workspaceResourceId)
    ? 'nothing'
    : secretProperties.find(({ pattern }) => isAt(pattern))?.returned;
  if (returned === 'emptyObject') return isEmptyObject(value);
  return returned === 'nothing' && (value === undefined || value === null);
}

/** The body with something else in the place of every one of `secrets`. */
export function replaceSecrets<Location extends SecretLocation>(
  body: JsonObject,
  secrets: readonly Location[],
  replacement: (secret: Location) => Json,
): JsonObject {
  return secrets.reduce(
    (changed, secret) => asObject(replaceAt(changed, secret.path, replacement(secret))),
    body,
  );
}

/** The body with every secret that it has changed by `change`. */
export function mapSecrets(
  body: JsonObject,
  change: (value: Json, location: SecretLocation) => Json,
): JsonObject {
  const given = secretLocations(body).filter(({ status }) => status === 'given');
  return replaceSecrets(body, given, location => change(valueAt(body, location.path) ?? null, location));
}

/** The body as Azure would return it, so that `missingSecrets` finds them all; addresses lose their credentials. */
export function withoutSecrets(body: JsonObject): JsonObject {
  return removeSecrets(
    body,
    secretLocations(body).filter(({ status }) => status === 'given'),
  );
}

export function removeSecrets(body: JsonObject, secrets: readonly SecretLocation[]): JsonObject {
  return secrets.reduce((changed, { path, secret: { kind } }) => {
    if (kind === 'secretVolume') return asObject(replaceAt(changed, path, {}));
    if (kind === 'gitRepository')
      return asObject(replaceAt(changed, path, withoutCredentials(asText(valueAt(changed, path)))));
    const owner = asObject(valueAt(changed, path.slice(0, -1)));
    return asObject(replaceAt(changed, path.slice(0, -1), without(owner, `${path.at(-1)}`)));
  }, body);
}

/** A plain environment variable that most likely holds a secret: Azure gives it to everyone who may read the group. */
export interface PlainSecret {
  readonly container: string;
  readonly variable: string;
  readonly path: JsonPath;
}

export function plainSecrets(body: JsonObject): readonly PlainSecret[] {
  const lists = ['containers', 'initContainers'];
  const paths = lists.flatMap(list =>
    matchingPaths(body, ['properties', list, '*', 'properties', 'environmentVariables', '*', 'value']),
  );
  return paths.flatMap(path => {
    const variable = asText(asObject(valueAt(body, path.slice(0, -1)))['name']);
    const container = asText(asObject(valueAt(body, path.slice(0, 3)))['name']);
    return looksSecret(variable, asText(valueAt(body, path))) ? [{ container, variable, path }] : [];
  });
}
