/**
 * The cloud that a resource belongs to. `custom` is the one that the settings describe, `emulator` the loopback Azure of
 * `src/emulator`.
 */
export type CloudId = 'azure' | 'usGovernment' | 'china' | 'custom' | 'emulator';
