/** ARM's `Microsoft.ManagedIdentity`: user-assigned identities. */
import { identityIds } from '../arm/containerGroups/identityResponse.ts';
import { resourceTypeRoutes } from '../arm/resources/resourceTypeRoutes.ts';
import type { ResourceStore } from '../arm/resources/resourceStore.ts';
import type { Route } from '../arm/route.ts';
import { userAssignedIdentities } from './apiVersions.ts';

/** `tenantOf` is the tenant of a subscription. */
export function managedIdentityRoutes(
  resources: ResourceStore,
  tenantOf: (subscriptionId: string) => string | undefined,
): Route[] {
  return resourceTypeRoutes(resources, {
    namespace: 'Microsoft.ManagedIdentity',
    type: userAssignedIdentities,
    // As the `IdentityGet` example of Microsoft.ManagedIdentity 2023-01-31 shows it.
    body: (_, id) => ({
      properties: { ...identityIds(id), tenantId: tenantOf(id.split('/')[2] ?? '') ?? '' },
    }),
  });
}
