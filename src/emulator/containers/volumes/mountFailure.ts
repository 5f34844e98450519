import type { JsonObject } from '../runtime.ts';

/**
 * Why the volumes of a group can't be mounted; undefined when they can. The emulator has no storage: file shares
 * whose names begin with `missing` or `denied` are the ones that fail.
 */
export function mountFailure(properties: JsonObject): string | undefined {
  const volumes = Array.isArray(properties['volumes']) ? properties['volumes'] : [];
  for (const volume of volumes) {
    const share = shareOf(volume as JsonObject);
    if (share?.startsWith('missing')) return 'Output: mount error(2): No such file or directory';
    if (share?.startsWith('denied')) return 'Output: mount error(13): Permission denied';
  }
  return undefined;
}

function shareOf(volume: JsonObject): string | undefined {
  const file = volume['azureFile'] as JsonObject | undefined;
  return typeof file?.['shareName'] === 'string' ? file['shareName'] : undefined;
}
