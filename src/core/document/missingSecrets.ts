/** The secrets that a group needs and that Azure never returns: finding them, and filling them in. */
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { RawContainerGroup } from '../model/containerGroup.ts';
import { replaceSecrets, type Secret, secretKey, secretLocations } from './secretLocations.ts';
import type { SecretFiles } from './secretVolumeFiles.ts';

/**
 * Values by `secretKey`: a text, which for the settings of an extension is a JSON object, or all the files of a secret
 * volume. Held in memory only.
 */
export type SecretValues = Readonly<Record<string, string | SecretFiles>>;

/** Every secret that `body` lacks, those that it may lack as well. */
export function missingSecrets(body: JsonObject): readonly Secret[] {
  return secretLocations(body)
    .filter(({ status }) => status !== 'given')
    .map(({ secret }) => secret);
}

/** The document with every missing secret filled in that `values` has. */
export function fillSecrets(document: RawContainerGroup, values: SecretValues): RawContainerGroup {
  const found = secretLocations(document.body).flatMap(location => {
    const value = bodyValue(location.secret, values[secretKey(location.secret)]);
    return location.status === 'given' || value === undefined ? [] : [{ ...location, value }];
  });
  return { ...document, body: replaceSecrets(document.body, found, ({ value }) => value) };
}

/** Undefined where the value is none for such a secret. */
function bodyValue({ kind }: Secret, value: string | SecretFiles | undefined): Json | undefined {
  if (kind === 'secretVolume') return typeof value === 'string' ? undefined : value;
  if (typeof value !== 'string') return undefined;
  if (kind !== 'extensionSettings') return value;
  const settings = parseProtectedSettings(value);
  return settings && Object.keys(settings).length > 0 ? settings : undefined;
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
