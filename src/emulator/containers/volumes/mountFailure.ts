import { type JsonObject, objectAt, objectsAt, textAt } from '../../json.ts';

/**
 * Why the volumes of a group can't be mounted; undefined when they can. The emulator has no storage: file shares
 * whose names begin with `missing` or `denied` are the ones that fail.
 */
export function mountFailure(properties: JsonObject): string | undefined {
  for (const volume of objectsAt(properties, 'volumes')) {
    const share = textAt(objectAt(volume, 'azureFile'), 'shareName');
    if (share.startsWith('missing')) return 'Output: mount error(2): No such file or directory';
    if (share.startsWith('denied')) return 'Output: mount error(13): Permission denied';
  }
  return undefined;
}
