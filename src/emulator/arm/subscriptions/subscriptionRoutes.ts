/** `Microsoft.Resources`: tenants, subscriptions, their locations and providers. */
import type { JsonObject } from '../../containers/runtime.ts';
import type { ArmContext } from '../context.ts';
import { gatewayError } from '../armError.ts';
import { registrationState, type Subscription, type Tenant } from '../estate.ts';
import { mayRead } from '../gateway/accessChecks.ts';
import { locationList, offeredRegions } from '../locations/regions.ts';
import { providerBodies } from '../providers/providers.ts';
import type { Request, Response, Route } from '../route.ts';
import { checkResourceVersion, containerInstanceVersions } from '../apiVersions.ts';

type Answer = (request: Request) => Response;

export function subscriptionRoutes(arm: ArmContext): Route[] {
  const { estate, clock } = arm;
  const route = (method: string, path: string, answer: Answer): Route => ({
    method,
    path: new RegExp(`^${path}$`, 'i'),
    access: 'arm',
    answer(request) {
      checkResourceVersion(request);
      return answer(request);
    },
  });
  const find = (request: Request): Subscription => {
    const id = request.params['subscription'] ?? '';
    const subscription = estate.subscription(id);
    if (subscription) return subscription;
    throw gatewayError(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`);
  };
  const one = '/subscriptions/(?<subscription>[^/]+)';
  return [
    route('GET', '/tenants', ({ caller }) =>
      list(estate.tenants.filter(t => t.tenantId === caller?.tenantId).map(tenantBody)),
    ),
    route('GET', '/subscriptions', ({ caller }) =>
      list(
        estate.subscriptions
          .filter(s => s.tenantId === caller?.tenantId)
          .filter(s => caller && mayRead(arm, caller, `/subscriptions/${s.subscriptionId}`))
          .map(subscriptionBody),
      ),
    ),
    route('GET', one, request => ({ status: 200, body: subscriptionBody(find(request)) })),
    route('GET', `${one}/locations`, request => list(locationList(find(request).subscriptionId))),
    route('GET', `${one}/providers`, request =>
      list([providerBody(find(request), clock.now()), ...providerBodies(find(request).subscriptionId)]),
    ),
    route('GET', `${one}/providers/Microsoft\\.ContainerInstance`, request => ({
      status: 200,
      body: providerBody(find(request), clock.now()),
    })),
    route('POST', `${one}/providers/Microsoft\\.ContainerInstance/register`, request => {
      estate.register(find(request).subscriptionId, clock.now() + arm.switches.registrationMs);
      return { status: 200, body: providerBody(find(request), clock.now()) };
    }),
  ];
}

function list(value: JsonObject[]): Response {
  return { status: 200, body: { value } };
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

/** Locations stand here by their display names, unlike anywhere else. */
function providerBody(subscription: Subscription, now: number): JsonObject {
  const { subscriptionId } = subscription;
  const locations = offeredRegions.map(r => r.displayName);
  const apiVersions = [...containerInstanceVersions].reverse();
  const type = (resourceType: string, capabilities: string): JsonObject => ({
    resourceType,
    locations,
    apiVersions,
    capabilities,
  });
  return {
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerInstance`,
    namespace: 'Microsoft.ContainerInstance',
    resourceTypes: [
      type('containerGroups', 'SystemAssignedResourceIdentity, SupportsTags, SupportsLocation'),
      type('serviceAssociationLinks', 'SupportsExtension'),
      type('locations', 'None'),
      type('locations/capabilities', 'None'),
      type('locations/usages', 'None'),
      type('locations/operations', 'None'),
      type('locations/operationresults', 'None'),
      { ...type('operations', 'None'), locations: [] },
      type('locations/cachedImages', 'None'),
    ],
    registrationState: registrationState(subscription, now),
    registrationPolicy: 'RegistrationRequired',
  };
}
