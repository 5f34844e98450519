/** ARM's `Microsoft.ManagedIdentity` as far as choosing an identity needs it. */
import { addressed, placeOf, resourceNotFound } from '../addressed.ts';
import { idsOf } from '../arm/identityBody.ts';
import { compact } from '../arm/json.ts';
import type { Request, Response, Route } from '../arm/route.ts';
import { providerVersion } from '../arm/versions.ts';
import type { JsonObject } from '../containers/types.ts';
import { identityId, type UserAssignedIdentity } from './identities.ts';
import { userAssignedIdentities } from './versions.ts';

const provider = '/providers/Microsoft\\.ManagedIdentity/userAssignedIdentities';
const inSubscription = '^/subscriptions/(?<subscription>[^/]+)';
const inGroup = `${inSubscription}/resourceGroups/(?<group>[^/]+)`;

/** `tenantOf` is the tenant of a subscription. */
export function managedIdentityRoutes(
  identities: readonly UserAssignedIdentity[],
  tenantOf: (subscriptionId: string) => string | undefined,
): Route[] {
  const get = (path: string, answer: (request: Request) => Response): Route => ({
    method: 'GET',
    path: new RegExp(`${path}$`, 'i'),
    access: 'arm',
    answer(request) {
      providerVersion(request, placeOf(identities, request), userAssignedIdentities);
      return answer(request);
    },
  });
  const body = (each: UserAssignedIdentity) => identityBody(each, tenantOf(each.subscriptionId) ?? '');
  const list = (request: Request): Response => ({
    status: 200,
    body: { value: addressed(identities, request).map(body) },
  });
  return [
    get(inSubscription + provider, list),
    get(inGroup + provider, list),
    get(`${inGroup}${provider}/(?<name>[^/]+)`, request => {
      const [found] = addressed(identities, request);
      if (!found) throw resourceNotFound(request, 'Microsoft.ManagedIdentity/userAssignedIdentities');
      return { status: 200, body: body(found) };
    }),
  ];
}

/** An identity as ARM shows it (`IdentityGet` example of Microsoft.ManagedIdentity 2023-01-31). */
function identityBody(identity: UserAssignedIdentity, tenantId: string): JsonObject {
  return compact({
    id: identityId(identity),
    location: identity.location,
    name: identity.name,
    properties: { ...idsOf(identityId(identity)), tenantId },
    tags: identity.tags,
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  });
}
