/** The subnet of a group: whether the caller may join it, and whether it is delegated to container groups. */
import { permits } from '../../../authorization/roles.ts';
import type { ArmContext } from '../../context.ts';
import { badRequest } from './badRequest.ts';
import { gatewayError, internalServerError } from '../../armError.ts';
import type { GroupBody, GroupKey } from '../../estate.ts';
import { permissionsAt } from '../../gateway/accessChecks.ts';
import { objectAt, objectsAt, textAt } from '../../../json.ts';
import type { Caller } from '../../route.ts';
import { groupId } from '../groupId.ts';

const joinAction = 'Microsoft.Network/virtualNetworks/subnets/join/action';

/**
 * What Azure Resource Manager checks before the provider. Throws 400 for what is no id, 403 where the caller may
 * not join the subnet: its subscription is not there (recorded), is of another tenant (Azure/azure-cli#27299), or the
 * right is missing (microsoft/planetary-computer-hub#25).
 */
export function checkSubnetAccess(
  arm: ArmContext,
  caller: Caller | undefined,
  key: GroupKey,
  body: GroupBody,
): void {
  subnetIds(body).forEach((id, index) => {
    const subscriptionId = /^\/subscriptions\/([^/]+)\/./i.exec(id)?.[1];
    if (subscriptionId === undefined) {
      throw gatewayError(
        400,
        'LinkedInvalidPropertyId',
        `Property id '${id}' at path 'properties.subnetIds[${index}].id' is invalid. Expect fully qualified resource Id that start with '/subscriptions/{subscriptionId}' or '/providers/{resourceProviderNamespace}/'.`,
      );
    }
    if (caller) checkLink(arm, caller, key, id, subscriptionId);
  });
}

function checkLink(arm: ArmContext, caller: Caller, key: GroupKey, id: string, subscriptionId: string): void {
  const refuse = (message: string) => gatewayError(403, 'LinkedAuthorizationFailed', message);
  const permitted = `has permission to perform action '${joinAction}' on scope '${groupId(key)}', however the`;
  const subscription = arm.estate.subscription(subscriptionId);
  if (!subscription) {
    throw refuse(`The client ${permitted} linked subscription '${subscriptionId}' was not found.`);
  }
  if (subscription.tenantId.toLowerCase() !== caller.tenantId.toLowerCase()) {
    throw refuse(
      `The client ${permitted} current tenant '${caller.tenantId}' is not authorized to access linked subscription '${subscriptionId}'.`,
    );
  }
  if (permits(permissionsAt(arm, caller, id), joinAction)) return;
  throw refuse(
    `The client '${caller.name}' with object id '${caller.objectId}' has permission to perform action 'Microsoft.ContainerInstance/containerGroups/write' on scope '${groupId(key)}'; however, it does not have permission to perform action(s) '${joinAction}' on the linked scope(s) '${id}' (respectively) or the linked scope(s) are invalid.`,
  );
}

/**
 * What the provider requires of the subnet. Throws 500 for the id of a network (Azure/azure-cli#26001), 400 for a
 * subnet that is not delegated (Azure/dev-box-images#8) or not there [guess, after `NetworkProfileNotFound`].
 */
export function checkSubnets({ findSubnet }: ArmContext, { name }: GroupKey, body: GroupBody): void {
  for (const id of subnetIds(body)) {
    if (!/\/subnets\/[^/]+$/i.test(id)) throw internalServerError();
    const subnet = findSubnet(id);
    if (!subnet)
      throw badRequest('SubnetNotFound', `Subnet '${id}' is not found for container group '${name}'.`);
    const delegations = objectsAt(objectAt(subnet, 'properties'), 'delegations').map(each =>
      textAt(objectAt(each, 'properties'), 'serviceName').toLowerCase(),
    );
    if (delegations.includes('microsoft.containerinstance/containergroups')) continue;
    throw badRequest(
      'SubnetMissingRequiredDelegation',
      `Subnet missing required delegation 'Microsoft.ContainerInstance' for container group '${name}'.`,
    );
  }
}

function subnetIds({ properties }: GroupBody): string[] {
  return objectsAt(properties, 'subnetIds').map(each => textAt(each, 'id'));
}
