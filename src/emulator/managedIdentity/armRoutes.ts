/** ARM's `Microsoft.ManagedIdentity`: user-assigned identities. */
import { idsOf } from '../arm/identityBody.ts';
import { resourceTypeRoutes } from '../arm/resources/routes.ts';
import type { ResourceStore } from '../arm/resources/store.ts';
import type { Route } from '../arm/route.ts';
import { userAssignedIdentities } from './versions.ts';

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
      properties: { ...idsOf(id), tenantId: tenantOf(id.split('/')[2] ?? '') ?? '' },
    }),
  });
}
