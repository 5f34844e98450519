/** Managed identities: user-assigned ones, and the system-assigned ones of groups and of this machine. */
import type { Estate } from '../arm/estate.ts';
import { identityIds } from '../arm/containerGroups/identityResponse.ts';
import { textAt, type JsonObject } from '../json.ts';
import type { Resource } from '../arm/resources/resourceStore.ts';
import type { ManagedIdentity } from '../entra/directory.ts';
import { resourceId, type ResourceKey } from '../arm/resources/resourceIds.ts';
import { groupId } from '../arm/containerGroups/groupId.ts';

/** A user-assigned identity as the seed writes it. */
export interface UserAssignedIdentity extends ResourceKey {
  readonly location: string;
  readonly tags?: JsonObject;
}

const type = 'Microsoft.ManagedIdentity/userAssignedIdentities';

export function identityId(identity: ResourceKey): string {
  return resourceId(type, identity);
}

/** The seed's identity as a resource. */
export function identityResource(identity: UserAssignedIdentity, tenantId: string): Resource {
  const { name, location, tags = {} } = identity;
  const id = identityId(identity);
  return { ...{ id, name, type, location, tags }, properties: { ...identityIds(id), tenantId } };
}

/** The service principals of the user-assigned identities, each in the tenant of its subscription. */
export function userAssigned({ resources, subscriptions }: Estate): ManagedIdentity[] {
  return subscriptions.flatMap(({ subscriptionId, tenantId }) =>
    resources
      .within(`/subscriptions/${subscriptionId}`, type)
      .map(({ id, name }) => principal(id, name, tenantId)),
  );
}

/** The service principals of the container groups' system-assigned identities. */
export function groupIdentities(estate: Estate): ManagedIdentity[] {
  return estate
    .allGroups()
    .filter(({ identity }) => identity && textAt(identity, 'type').includes('SystemAssigned'))
    .map(group => {
      return principal(groupId(group), group.name, estate.tenantOf(group.subscriptionId));
    });
}

/** The identity of the machine that the emulator runs on, were it a virtual machine in Azure. */
export function machineIdentity(subscriptionId: string, tenantId: string): ManagedIdentity {
  const name = 'this-machine';
  const id = resourceId('Microsoft.Compute/virtualMachines', {
    subscriptionId,
    resourceGroup: 'rg-machines',
    name,
  });
  return principal(id, name, tenantId);
}

function principal(resourceId: string, displayName: string, tenantId: string): ManagedIdentity {
  const { principalId: objectId, clientId } = identityIds(resourceId);
  return { clientId, objectId, displayName, tenantId, resourceId };
}
