/** The routes of `Microsoft.Resources` and `Microsoft.ContainerInstance`, behind ARM's access checks. */
import { containerRoutes } from './containerGroups/containerRoutes.ts';
import { profileRoutes } from './containerGroupProfiles/profileRoutes.ts';
import { groupRoutes } from './containerGroups/groupRoutes.ts';
import type { ArmContext } from './context.ts';
import { deploymentRoutes } from './deployments/deploymentRoutes.ts';
import { sendToRoutes } from './deployments/run/resourceRequests.ts';
import { withAccessChecks } from './gateway/accessChecks.ts';
import { locationRoutes } from './locations/locationRoutes.ts';
import { providerRoutes } from './providers/providerRoutes.ts';
import { opaqueRoutes } from './resources/opaqueRoutes.ts';
import type { Route } from './route.ts';
import { resourceGroupRoutes } from './subscriptions/resourceGroupRoutes.ts';
import { subscriptionRoutes } from './subscriptions/subscriptionRoutes.ts';

/** `others`: routes of further resource providers, which get the same access checks. */
export function armRoutes(arm: ArmContext, others: readonly Route[] = []): Route[] {
  const routes = withAccessChecks(arm, [
    ...subscriptionRoutes(arm),
    ...providerRoutes(arm),
    ...resourceGroupRoutes(arm),
    ...locationRoutes(arm),
    ...groupRoutes(arm),
    ...containerRoutes(arm),
    ...profileRoutes(arm),
    ...others,
    ...opaqueRoutes(arm),
  ]);
  const all: Route[] = [];
  // Deployments ask all routes, their own included, for nested ones.
  all.push(...withAccessChecks(arm, deploymentRoutes(arm, sendToRoutes(all))), ...routes);
  return all;
}
