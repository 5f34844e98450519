/** Which resources a request is about. */
import { type ArmError, resourceNotFound } from '../armError.ts';
import type { ResourceKey } from './resourceIds.ts';
import type { Request } from '../route.ts';

/** The resource that a request is about: `subscription`, `group` and `name` of the route's pattern. */
export function requestedKey({ params: { subscription = '', group = '', name = '' } }: Request): ResourceKey {
  return { subscriptionId: subscription, resourceGroup: group, name };
}

/** The error for a request about a resource that is not there: `type` is `Microsoft.Network/virtualNetworks`. */
export function requestedNotFound(request: Request, type: string): ArmError {
  const { resourceGroup, name } = requestedKey(request);
  return resourceNotFound(type, resourceGroup, name);
}

/**
 * Those of `all` that are in the request's subscription and resource group and have its name, as far as its path has
 * these.
 */
export function requestedResources<T extends ResourceKey>(all: readonly T[], { params }: Request): T[] {
  const fits = (requested: string | undefined, value: string) =>
    requested === undefined || requested.toLowerCase() === value.toLowerCase();
  return all.filter(
    one =>
      fits(params['subscription'], one.subscriptionId) &&
      fits(params['group'], one.resourceGroup) &&
      fits(params['name'], one.name),
  );
}

/** The location of the resource that a request is about, `global` where it is about many or none. */
export function requestedLocation(
  all: readonly (ResourceKey & { readonly location: string })[],
  request: Request,
): string {
  const [found] = request.params['name'] === undefined ? [] : requestedResources(all, request);
  return found?.location ?? 'global';
}
