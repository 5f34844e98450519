/** `GET /tenants` for people who are guests elsewhere. */
import type { Caller, Response, Route } from '../arm/route.ts';

/**
 * ARM lists every tenant that an account belongs to, whichever of them its token is for; its own route lists only
 * the token's. Here that route is called once for each of the account's tenants.
 */
export function withAllTenants(
  routes: readonly Route[],
  tenantsOf: (caller: Caller) => readonly string[],
): Route[] {
  return routes.map(route => {
    if (route.method !== 'GET' || !route.path.test('/tenants')) return route;
    return {
      ...route,
      async answer(request) {
        const { caller } = request;
        if (!caller) return route.answer(request);
        const requests = tenantsOf(caller).map(tenantId => ({ ...request, caller: { ...caller, tenantId } }));
        return merged(await Promise.all(requests.map(async each => route.answer(each))));
      },
    };
  });
}

/** One list of several; the first answer that is no list, where there is one. */
function merged(answers: readonly Response[]): Response {
  const lists = answers.map(valueOf);
  const failed = answers.find((_, index) => lists[index] === undefined);
  return failed ?? { status: 200, body: { value: lists.flatMap(list => list ?? []) } };
}

function valueOf({ status, body }: Response) {
  if (status !== 200 || typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  return Array.isArray(body['value']) ? body['value'] : undefined;
}
