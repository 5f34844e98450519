import { asObject, asText, isObject, mapObjects, without } from '../json.ts';
import type { RawContainerGroup, Json, JsonObject } from '../model/model.ts';
import type { SecretFiles } from './secretVolumeFiles.ts';

/** A secret that a group needs and that ARM never returns (FACTS §3, echo rules). */
export type MissingSecret =
  | { readonly kind: 'registryPassword'; readonly server: string; readonly username: string }
  | { readonly kind: 'variable'; readonly container: string; readonly name: string }
  | { readonly kind: 'storageKey'; readonly volume: string; readonly account: string; readonly share: string }
  | { readonly kind: 'secretVolume'; readonly volume: string }
  | { readonly kind: 'workspaceKey'; readonly workspaceId: string }
  /** An extension may as well have none: the API description's example ContainerGroupExtensions sends some, and the answer has none. */
  | { readonly kind: 'extensionSettings'; readonly extension: string };

/**
 * Answers by `slotKey`: a text, which for the settings of an extension is a JSON object, or all the files of a secret
 * volume. Held in memory only.
 */
export type SecretValues = Readonly<Record<string, string | SecretFiles>>;

export function secretKey(slot: MissingSecret): string {
  switch (slot.kind) {
    case 'registryPassword':
      return `registryPassword/${slot.server}/${slot.username}`;
    case 'variable':
      return `variable/${slot.container}/${slot.name}`;
    case 'storageKey':
    case 'secretVolume':
      return `${slot.kind}/${slot.volume}`;
    case 'workspaceKey':
      return `workspaceKey/${slot.workspaceId}`;
    case 'extensionSettings':
      return `${slot.kind}/${slot.extension}`;
  }
}

/** What `fill` decides for one slot: the properties that go into its object. */
type Fill = (slot: MissingSecret) => JsonObject | undefined;

/** Every secret that `body` lacks, in the order in which it is written. */
export function missingSecrets(body: JsonObject): readonly MissingSecret[] {
  const slots: MissingSecret[] = [];
  mapMissingSecrets(body, slot => {
    slots.push(slot);
    return undefined;
  });
  return slots;
}

/** The document with every secret filled in that `secrets` answers. */
export function fillSecrets(document: RawContainerGroup, secrets: SecretValues): RawContainerGroup {
  const fill: Fill = slot => {
    const answer = secrets[secretKey(slot)];
    return answer === undefined ? undefined : secretProperties(slot, answer);
  };
  return { ...document, body: mapMissingSecrets(document.body, fill) };
}

/** Undefined where the answer is none for such a slot. */
function secretProperties(slot: MissingSecret, answer: string | SecretFiles): JsonObject | undefined {
  if (slot.kind === 'secretVolume') return typeof answer === 'string' ? undefined : { secret: answer };
  if (typeof answer !== 'string') return undefined;
  switch (slot.kind) {
    case 'registryPassword':
      return { password: answer };
    case 'variable':
      return { secureValue: answer };
    case 'storageKey':
      return { storageAccountKey: answer };
    case 'workspaceKey':
      return { workspaceKey: answer };
    case 'extensionSettings': {
      const protectedSettings = parseProtectedSettings(answer);
      return protectedSettings && Object.keys(protectedSettings).length > 0
        ? { protectedSettings }
        : undefined;
    }
  }
}

/** The settings of an extension from a JSON object; undefined where the text is none. */
export function parseProtectedSettings(text: string): JsonObject | undefined {
  try {
    const settings = JSON.parse(text) as Json;
    return isObject(settings) ? settings : undefined;
  } catch {
    return undefined;
  }
}

/** The body with whatever `fill` answers written into the place of each slot. */
function mapMissingSecrets(body: JsonObject, fill: Fill): JsonObject {
  const properties = body['properties'];
  if (!isObject(properties)) return body;
  return {
    ...body,
    properties: {
      ...properties,
      ...mapObjects(properties, 'containers', container => fillContainer(container, fill)),
      ...mapObjects(properties, 'initContainers', container => fillContainer(container, fill)),
      ...mapObjects(properties, 'imageRegistryCredentials', credential => fillCredential(credential, fill)),
      ...mapObjects(properties, 'volumes', volume => fillVolume(volume, fill)),
      ...mapObjects(properties, 'extensions', extension => fillExtension(extension, fill)),
      ...fillDiagnostics(properties, fill),
    },
  };
}

function fillContainer(container: JsonObject, fill: Fill): JsonObject {
  const properties = container['properties'];
  if (!isObject(properties)) return container;
  const name = asText(container['name']);
  const fillVariable = (variable: JsonObject) =>
    has(variable, 'value', 'secureValue', 'secureValueReference')
      ? variable
      : { ...variable, ...fill({ kind: 'variable', container: name, name: asText(variable['name']) }) };
  return {
    ...container,
    properties: { ...properties, ...mapObjects(properties, 'environmentVariables', fillVariable) },
  };
}

function fillCredential(credential: JsonObject, fill: Fill): JsonObject {
  if (!has(credential, 'username') || has(credential, 'password', 'passwordReference', 'identity'))
    return credential;
  const slot = { server: asText(credential['server']), username: asText(credential['username']) };
  return { ...credential, ...fill({ kind: 'registryPassword', ...slot }) };
}

function fillVolume(volume: JsonObject, fill: Fill): JsonObject {
  const name = asText(volume['name']);
  const share = volume['azureFile'];
  if (isObject(share) && !has(share, 'storageAccountKey', 'storageAccountKeyReference')) {
    const [account, shareName] = [asText(share['storageAccountName']), asText(share['shareName'])];
    const filled = fill({ kind: 'storageKey', volume: name, account, share: shareName });
    return { ...volume, azureFile: { ...share, ...filled } };
  }
  const secret = volume['secret'];
  if (isObject(secret) && Object.keys(secret).length === 0)
    return { ...volume, ...fill({ kind: 'secretVolume', volume: name }) };
  return volume;
}

function fillExtension(extension: JsonObject, fill: Fill): JsonObject {
  const properties = asObject(extension['properties']);
  if (has(properties, 'protectedSettings')) return extension;
  const filled = fill({ kind: 'extensionSettings', extension: asText(extension['name']) });
  return filled ? { ...extension, properties: { ...properties, ...filled } } : extension;
}

function fillDiagnostics(properties: JsonObject, fill: Fill): JsonObject {
  const diagnostics = asObject(properties['diagnostics']);
  const analytics = diagnostics['logAnalytics'];
  if (!isObject(analytics) || has(analytics, 'workspaceKey')) return {};
  const filled = fill({ kind: 'workspaceKey', workspaceId: asText(analytics['workspaceId']) });
  return { diagnostics: { ...diagnostics, logAnalytics: { ...analytics, ...filled } } };
}

function has(object: JsonObject, ...keys: readonly string[]): boolean {
  return keys.some(key => object[key] !== undefined && object[key] !== null);
}

/**
 * The body with every secret in it taken out, so that `missingSecrets` finds them all. Only where a secret stands: a
 * name such as `password` may be anybody's elsewhere.
 */
export function withoutSecrets(body: JsonObject): JsonObject {
  const properties = asObject(body['properties']);
  return {
    ...body,
    properties: {
      ...properties,
      ...mapObjects(properties, 'containers', stripContainer),
      ...mapObjects(properties, 'initContainers', stripContainer),
      ...mapObjects(properties, 'imageRegistryCredentials', credential => without(credential, 'password')),
      ...mapObjects(properties, 'volumes', stripVolume),
      ...mapObjects(properties, 'extensions', stripExtension),
      ...stripDiagnostics(properties),
    },
  };
}

function stripContainer(container: JsonObject): JsonObject {
  const properties = container['properties'];
  if (!isObject(properties)) return container;
  const bare = mapObjects(properties, 'environmentVariables', variable => without(variable, 'secureValue'));
  return { ...container, properties: { ...properties, ...bare } };
}

function stripVolume(volume: JsonObject): JsonObject {
  const { azureFile: share, secret } = volume;
  return {
    ...volume,
    ...(isObject(share) && { azureFile: without(share, 'storageAccountKey') }),
    ...(isObject(secret) && { secret: {} }),
  };
}

function stripExtension(extension: JsonObject): JsonObject {
  const properties = extension['properties'];
  if (!isObject(properties)) return extension;
  return { ...extension, properties: without(properties, 'protectedSettings') };
}

function stripDiagnostics(properties: JsonObject): JsonObject {
  const diagnostics = asObject(properties['diagnostics']);
  const analytics = diagnostics['logAnalytics'];
  if (!isObject(analytics)) return {};
  return { diagnostics: { ...diagnostics, logAnalytics: without(analytics, 'workspaceKey') } };
}
