/** Which resources an address speaks of, for resource providers that only list. */
import { gatewayError, type ArmError } from '../armError.ts';
import type { Request } from '../route.ts';

interface ResourceAddress {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

/** Those of `all` that fit the address: `subscription`, `group` and `name` of the route's pattern, where it has them. */
export function requestedResources<T extends ResourceAddress>(all: readonly T[], { params }: Request): T[] {
  const fits = (wanted: string | undefined, value: string) =>
    wanted === undefined || wanted.toLowerCase() === value.toLowerCase();
  return all.filter(
    one =>
      fits(params['subscription'], one.subscriptionId) &&
      fits(params['group'], one.resourceGroup) &&
      fits(params['name'], one.name),
  );
}

/** The location that an address leads to: the resource's own, `global` where it speaks of many or of none. */
export function requestedLocation(
  all: readonly (ResourceAddress & { readonly location: string })[],
  request: Request,
): string {
  const [found] = request.params['name'] === undefined ? [] : requestedResources(all, request);
  return found?.location ?? 'global';
}

/** ARM knows no such resource: `type` is `Microsoft.Network/virtualNetworks`. */
export function resourceNotFound(request: Request, type: string): ArmError {
  const { group = '', name = '' } = request.params;
  return gatewayError(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}
