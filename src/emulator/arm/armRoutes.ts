/** The routes of `Microsoft.Resources` and `Microsoft.ContainerInstance`, behind ARM's access checks. */
import { containerRoutes } from './containerGroups/containerRoutes.ts';
import { groupRoutes } from './containerGroups/groupRoutes.ts';
import type { ArmContext } from './context.ts';
import { withAccessChecks } from './gateway/accessChecks.ts';
import { locationRoutes } from './locations/locationRoutes.ts';
import { providerRoutes } from './providers/providerRoutes.ts';
import type { Route } from './route.ts';
import { resourceGroupRoutes } from './subscriptions/resourceGroupRoutes.ts';
import { subscriptionRoutes } from './subscriptions/subscriptionRoutes.ts';

/** `others`: routes of further resource providers, which get the same access checks. */
export function armRoutes(arm: ArmContext, others: readonly Route[] = []): Route[] {
  return withAccessChecks(arm, [
    ...subscriptionRoutes(arm),
    ...providerRoutes(arm),
    ...resourceGroupRoutes(arm),
    ...locationRoutes(arm),
    ...groupRoutes(arm),
    ...containerRoutes(arm),
    ...others,
  ]);
}
