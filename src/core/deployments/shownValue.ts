/** Values of resources as they may be shown: without secrets. */
import { secretPropertyNames } from '../document/secretLocations.ts';
import type { JsonPath } from '../document/jsonPath.ts';
import { asText, isList, isObject, type Json } from '../json.ts';
import { looksSecret } from '../rules/looksSecret.ts';
import { withoutCredentials } from '../rules/urlCredentials.ts';

/** What stands in the place of a secret. */
export const hiddenValue = '••••••';

/** Shorter ones would be found in the middle of other words. */
const shortestPart = 6;

/**
 * `value`, which is at `path` of a resource, with `hiddenValue` for each secret in it. `secrets`: values of the
 * template's secure parameters, which may be anywhere.
 */
export function shownValue(path: JsonPath, value: Json, secrets: readonly string[]): Json {
  if (path.some(step => secretPropertyNames.has(step))) return hiddenValue;
  return mask(nameOf(path), value, secrets);
}

/** What the value is called: a variable's `value` by the variable's name. */
function nameOf(path: JsonPath): string {
  const [owner, key] = [path.at(-2), path.at(-1)];
  const named = key === 'value' && typeof owner === 'string' ? owner : key;
  return typeof named === 'string' ? named : '';
}

function mask(name: string, value: Json, secrets: readonly string[]): Json {
  if (typeof value === 'string') return maskText(name, value, secrets);
  if (isList(value)) return value.map(item => mask('', item, secrets));
  if (!isObject(value)) return value;
  const own = asText(value['name']);
  return Object.fromEntries(
    Object.entries(value).map(([key, item = null]) => {
      if (secretPropertyNames.has(key) && item !== null) return [key, hiddenValue];
      return [key, mask(key === 'value' && own !== '' ? own : key, item, secrets)];
    }),
  );
}

function maskText(name: string, text: string, secrets: readonly string[]): string {
  if (secrets.includes(text) || looksSecret(name, text)) return hiddenValue;
  const long = secrets.filter(({ length }) => length >= shortestPart);
  return withoutCredentials(long.reduce((masked, secret) => masked.replaceAll(secret, hiddenValue), text));
}
