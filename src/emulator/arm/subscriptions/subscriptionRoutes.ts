/** `Microsoft.Resources`: tenants, and subscriptions with their locations. */
import type { ArmContext } from '../context.ts';
import { subscriptionNotFound } from '../armError.ts';
import type { Subscription, Tenant } from '../estate.ts';
import { mayRead } from '../gateway/accessChecks.ts';
import { locationList } from '../locations/regions.ts';
import {
  armRoute,
  listResponse,
  subscriptionPath,
  type Request,
  type Response,
  type Route,
} from '../route.ts';
import { checkResourceVersion } from '../apiVersions.ts';
import type { JsonObject } from '../../json.ts';

export function subscriptionRoutes(arm: ArmContext): Route[] {
  const { estate } = arm;
  const get = (path: string, answer: (request: Request) => Response) =>
    armRoute('GET', path, checkResourceVersion, answer);
  const find = ({ params: { subscription: id = '' } }: Request): Subscription => {
    const subscription = estate.subscription(id);
    if (!subscription) throw subscriptionNotFound(id);
    return subscription;
  };
  return [
    get('/tenants', ({ caller }) =>
      listResponse(estate.tenants.filter(t => t.tenantId === caller?.tenantId).map(tenantBody)),
    ),
    get('/subscriptions', ({ caller }) =>
      listResponse(
        estate.subscriptions
          .filter(s => s.tenantId === caller?.tenantId)
          .filter(s => caller && mayRead(arm, caller, `/subscriptions/${s.subscriptionId}`))
          .map(subscriptionBody),
      ),
    ),
    get(subscriptionPath, request => ({ status: 200, body: subscriptionBody(find(request)) })),
    get(`${subscriptionPath}/locations`, request => listResponse(locationList(find(request).subscriptionId))),
  ];
}

function tenantBody(tenant: Tenant): JsonObject {
  return {
    id: `/tenants/${tenant.tenantId}`,
    tenantId: tenant.tenantId,
    countryCode: 'DE',
    displayName: tenant.displayName,
    domains: [tenant.defaultDomain],
    tenantCategory: 'Home',
    defaultDomain: tenant.defaultDomain,
    tenantType: 'AAD',
  };
}

function subscriptionBody(subscription: Subscription): JsonObject {
  return {
    id: `/subscriptions/${subscription.subscriptionId}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId: subscription.subscriptionId,
    tenantId: subscription.tenantId,
    displayName: subscription.displayName,
    state: subscription.state ?? 'Enabled',
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'PayAsYouGo_2014-09-01',
      spendingLimit: 'Off',
    },
    ...(subscription.tags ? { tags: subscription.tags } : {}),
  };
}
