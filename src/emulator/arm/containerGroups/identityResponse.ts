/** The managed identities of a group, with the ids that Entra gave them. */
import { compact, isObject, type JsonObject } from '../../json.ts';
import { guidOf } from '../../hash.ts';

export function identityResponse(given: JsonObject, tenantId: string, groupId: string): JsonObject {
  const { type, userAssignedIdentities } = given;
  const system = typeof type === 'string' && type.includes('SystemAssigned');
  return compact({
    userAssignedIdentities: isObject(userAssignedIdentities) ? assigned(userAssignedIdentities) : undefined,
    principalId: system ? guidOf(`principal ${groupId}`) : undefined,
    tenantId,
    type,
  });
}

function assigned(given: JsonObject): JsonObject {
  return Object.fromEntries(Object.keys(given).map(id => [id, identityIds(id)]));
}

/** The ids that Entra gives the identity with this resource id. */
export function identityIds(id: string): { principalId: string; clientId: string } {
  return { principalId: guidOf(`principal ${id}`), clientId: guidOf(`client ${id}`) };
}
