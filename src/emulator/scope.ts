/** The subscription and resource group that an address speaks of, for resource providers that only list. */
import { gatewayError, resourceGroupNotFound, type ArmError } from './arm/error.ts';
import type { Estate } from './arm/estate.ts';
import type { Request } from './arm/route.ts';

interface Placed {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

/**
 * Those of `all` that the address (`subscription`, `group`, `name` of its pattern) speaks of.
 * @throws ArmError where the subscription or the resource group is not there for the caller.
 */
export function within<T extends Placed>(estate: Estate, all: readonly T[], request: Request): T[] {
  const { subscription = '', group, name } = request.params;
  const known = estate.subscription(subscription);
  if (known?.tenantId !== request.caller?.tenantId || known === undefined) {
    throw gatewayError(404, 'SubscriptionNotFound', `The subscription '${subscription}' could not be found.`);
  }
  if (group !== undefined && !estate.resourceGroup(subscription, group)) throw resourceGroupNotFound(group);
  return all.filter(
    one => is(subscription, one.subscriptionId) && is(group, one.resourceGroup) && is(name, one.name),
  );
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

function is(wanted: string | undefined, value: string): boolean {
  return wanted === undefined || wanted.toLowerCase() === value.toLowerCase();
}
