/**
 * Every cloud that a resource can belong to, in the order in which they are offered. `custom` is the one that the
 * settings describe, `emulator` the loopback Azure of `src/emulator`.
 */
export const cloudIds = ['azure', 'usGovernment', 'china', 'custom', 'emulator'] as const;
export type CloudId = (typeof cloudIds)[number];

export function isCloudId(value: unknown): value is CloudId {
  return cloudIds.some(id => id === value);
}
