/** ARM's `Microsoft.ManagedIdentity`: user-assigned identities. */
import { identityIds } from '../arm/containerGroups/identityResponse.ts';
import { resourceTypeRoutes } from '../arm/resources/resourceTypeRoutes.ts';
import type { Estate } from '../arm/estate.ts';
import { subscriptionOf } from '../arm/resources/resourceIds.ts';
import type { Route } from '../arm/route.ts';
import { userAssignedIdentities } from './apiVersions.ts';

export function managedIdentityRoutes(estate: Estate): Route[] {
  return resourceTypeRoutes(estate.resources, {
    namespace: 'Microsoft.ManagedIdentity',
    type: userAssignedIdentities,
    // As the `IdentityGet` example of Microsoft.ManagedIdentity 2023-01-31 shows it.
    body: (_, id) => ({
      properties: { ...identityIds(id), tenantId: estate.tenantOf(subscriptionOf(id) ?? '') },
    }),
  });
}
