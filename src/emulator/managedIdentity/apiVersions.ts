import type { ProviderType } from '../arm/apiVersions.ts';

/** `Microsoft.ManagedIdentity/userAssignedIdentities`, as ARM's own refusals list them. */
export const userAssignedIdentities: ProviderType = {
  name: 'userAssignedIdentities',
  versions: [
    '2015-08-31-preview',
    '2018-11-30',
    '2021-09-30-preview',
    '2022-01-31-preview',
    '2023-01-31',
    '2023-07-31-preview',
    '2024-11-30',
    '2025-01-31-preview',
  ],
};
