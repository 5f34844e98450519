import { isObject, type JsonObject, objectsAt, textAt } from '../../json.ts';

/** Whether a storage account of this Azure has a file share; undefined where that is not known. */
export type FindShare = (account: string, share: string) => 'there' | 'missing' | undefined;

/**
 * Why the volumes of a group can't be mounted; undefined when they can. Of accounts that the emulator doesn't know, file
 * shares whose names begin with `missing` or `denied` are the ones that fail.
 */
export function mountFailure(properties: JsonObject, findShare: FindShare): string | undefined {
  for (const { azureFile } of objectsAt(properties, 'volumes')) {
    if (!isObject(azureFile)) continue;
    const share = textAt(azureFile, 'shareName');
    const known = findShare(textAt(azureFile, 'storageAccountName'), share);
    if (known === 'there') continue;
    if (known === 'missing' || share.startsWith('missing')) {
      return 'Output: mount error(2): No such file or directory';
    }
    if (share.startsWith('denied')) return 'Output: mount error(13): Permission denied';
  }
  return undefined;
}
