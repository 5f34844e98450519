/** Managed identities: those that are resources of their own, and the one that this machine has by itself. */
import { idsOf } from '../arm/identityBody.ts';
import type { JsonObject } from '../containers/types.ts';
import type { ManagedIdentity } from '../entra/directory.ts';

/** A user-assigned identity as the seed writes it. */
export interface UserAssignedIdentity {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly location: string;
  readonly tags?: JsonObject;
}

export function identityId({ subscriptionId, resourceGroup, name }: UserAssignedIdentity): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

/** What it is to Entra, in the tenant of its subscription. */
export function userAssigned(identity: UserAssignedIdentity, tenantId: string): ManagedIdentity {
  return principal(identityId(identity), identity.name, tenantId);
}

/** The identity of the machine that the emulator runs on, were it a virtual machine in Azure. */
export function systemAssigned(subscriptionId: string, tenantId: string): ManagedIdentity {
  const name = 'this-machine';
  const id = `/subscriptions/${subscriptionId}/resourceGroups/rg-machines/providers/Microsoft.Compute/virtualMachines/${name}`;
  return principal(id, name, tenantId);
}

function principal(resourceId: string, displayName: string, tenantId: string): ManagedIdentity {
  const { principalId: objectId, clientId } = idsOf(resourceId);
  return { clientId, objectId, displayName, tenantId, resourceId };
}
