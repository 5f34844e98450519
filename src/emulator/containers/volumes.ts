/** The volumes of a group, as far as the emulator has something to put into them. */
import { newVolume, type Volume } from './files.ts';
import type { Json, JsonObject } from './types.ts';

/** File shares, which outlive the groups that mount them. */
export interface Shares {
  /** The share of a storage account, empty where nobody has written to it. */
  of(account: string, share: string): Volume;
}

export function createShares(): Shares {
  const shares = new Map<string, Volume>();
  return {
    of(account, share) {
      const key = `${account}/${share}`.toLowerCase();
      const volume = shares.get(key) ?? newVolume();
      shares.set(key, volume);
      return volume;
    },
  };
}

/** A group's volumes by name. An empty directory, and the clone of a repository, begin empty. */
export function volumesOf(properties: JsonObject, shares: Shares): ReadonlyMap<string, Volume> {
  return new Map(
    objects(properties['volumes']).map(volume => [textOf(volume['name']), contentOf(volume, shares)]),
  );
}

function contentOf({ azureFile, secret, secretReference }: JsonObject, shares: Shares): Volume {
  if (isObject(azureFile)) {
    return shares.of(textOf(azureFile['storageAccountName']), textOf(azureFile['shareName']));
  }
  if (isObject(secret)) return newVolume(mapped(secret, base64 => Buffer.from(base64, 'base64').toString()));
  // The emulator has no key vault.
  return newVolume(isObject(secretReference) ? mapped(secretReference, () => '') : {});
}

function mapped(object: JsonObject, to: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, to(textOf(value))]));
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objects = (value: Json | undefined) => (Array.isArray(value) ? value.filter(isObject) : []);
const textOf = (value: Json | undefined) => (typeof value === 'string' ? value : '');
