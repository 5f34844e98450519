/** Managed identities: those that are resources of their own, and those that something else has by itself. */
import type { Estate } from '../arm/estate.ts';
import { groupId } from '../arm/containerGroups/groupResponse.ts';
import { identityIds } from '../arm/containerGroups/identityResponse.ts';
import { textAt } from '../arm/json/jsonValues.ts';
import type { Resource } from '../arm/resources/resourceStore.ts';
import type { JsonObject } from '../containers/runtime.ts';
import type { ManagedIdentity } from '../entra/directory.ts';

/** A user-assigned identity as the seed writes it. */
export interface UserAssignedIdentity {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly location: string;
  readonly tags?: JsonObject;
}

const type = 'Microsoft.ManagedIdentity/userAssignedIdentities';

export function identityId({ subscriptionId, resourceGroup, name }: UserAssignedIdentity): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${type}/${name}`;
}

/** The seed's identity as a resource. */
export function identityResource(identity: UserAssignedIdentity, tenantId: string): Resource {
  const { name, location, tags = {} } = identity;
  const id = identityId(identity);
  return { ...{ id, name, type, location, tags }, properties: { ...identityIds(id), tenantId } };
}

/** What the user-assigned identities are to Entra, each in the tenant of its subscription. */
export function userAssigned({ resources, subscriptions }: Estate): ManagedIdentity[] {
  return subscriptions.flatMap(({ subscriptionId, tenantId }) =>
    resources
      .within(`/subscriptions/${subscriptionId}`, type)
      .map(({ id, name }) => principal(id, name, tenantId)),
  );
}

/** The identities that container groups have by themselves. */
export function groupIdentities(estate: Estate): ManagedIdentity[] {
  return estate
    .allGroups()
    .filter(({ identity }) => identity && textAt(identity, 'type').includes('SystemAssigned'))
    .map(group => {
      const tenantId = estate.subscription(group.subscriptionId)?.tenantId ?? '';
      return principal(groupId(group), group.name, tenantId);
    });
}

/** The identity of the machine that the emulator runs on, were it a virtual machine in Azure. */
export function machineIdentity(subscriptionId: string, tenantId: string): ManagedIdentity {
  const name = 'this-machine';
  const id = `/subscriptions/${subscriptionId}/resourceGroups/rg-machines/providers/Microsoft.Compute/virtualMachines/${name}`;
  return principal(id, name, tenantId);
}

function principal(resourceId: string, displayName: string, tenantId: string): ManagedIdentity {
  const { principalId: objectId, clientId } = identityIds(resourceId);
  return { clientId, objectId, displayName, tenantId, resourceId };
}
