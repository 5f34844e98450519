/** The content of a group's volumes. */
import { createVolume, type Volume } from './fileSystem.ts';
import { isObject, type JsonObject, objectsAt, textAt } from '../../json.ts';

/** File shares, which outlive the groups that mount them. */
export interface FileShares {
  /** The share of a storage account, empty until a container writes to it. */
  of(account: string, share: string): Volume;
}

export function createFileShares(): FileShares {
  const shares = new Map<string, Volume>();
  return {
    of(account, share) {
      const key = `${account}/${share}`.toLowerCase();
      const volume = shares.get(key) ?? createVolume();
      shares.set(key, volume);
      return volume;
    },
  };
}

/** A group's volumes by name. An empty directory, and the clone of a repository, begin empty. */
export function volumesOf(properties: JsonObject, shares: FileShares): ReadonlyMap<string, Volume> {
  return new Map(
    objectsAt(properties, 'volumes').map(volume => [textAt(volume, 'name'), contentOf(volume, shares)]),
  );
}

function contentOf({ azureFile, secret, secretReference }: JsonObject, shares: FileShares): Volume {
  if (isObject(azureFile)) {
    return shares.of(textAt(azureFile, 'storageAccountName'), textAt(azureFile, 'shareName'));
  }
  if (isObject(secret))
    return createVolume(mapped(secret, base64 => Buffer.from(base64, 'base64').toString()));
  // The emulator has no key vault.
  return createVolume(isObject(secretReference) ? mapped(secretReference, () => '') : {});
}

function mapped(object: JsonObject, to: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.keys(object).map(name => [name, to(textAt(object, name))]));
}
