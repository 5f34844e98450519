/** The managed identities of a group, as a plan has them and as ARM writes them. */
import type { RegistryIdentity } from '../model/groupPlan.ts';
import { asObject, asObjects, asText, type Json, type JsonObject } from '../json.ts';
import type { GroupIdentity, RawContainerGroup } from '../model/containerGroup.ts';

export const noIdentity: GroupIdentity = { system: false, users: [] };

/** What ARM is asked for; undefined where no identity is wanted. */
export function identityBody({ system, users }: GroupIdentity): JsonObject | undefined {
  if (!system && users.length === 0) return undefined;
  const types = [...(system ? ['SystemAssigned'] : []), ...(users.length > 0 ? ['UserAssigned'] : [])];
  return {
    type: types.join(', '),
    ...(users.length > 0 && { userAssignedIdentities: Object.fromEntries(users.map(id => [id, {}])) }),
  };
}

/** Reads `identity` of a group; `noIdentity` where there is none. */
export function readIdentity(identity: Json | undefined): GroupIdentity {
  const object = asObject(identity);
  const system = asText(object['type']).toLowerCase().includes('systemassigned');
  const users = Object.keys(asObject(object['userAssignedIdentities']));
  return system || users.length > 0 ? { system, users } : noIdentity;
}

/** The identity with these user-assigned ones as well. ARM compares ids without case. */
export function withUserAssigned({ system, users }: GroupIdentity, more: readonly string[]): GroupIdentity {
  const all = new Map([...more, ...users].map(id => [id.toLowerCase(), id]));
  const known = new Set(users.map(id => id.toLowerCase()));
  const added = [...all].flatMap(([key, id]) => (known.has(key) ? [] : [id]));
  return { system, users: [...users, ...added] };
}

/** The registries that the group pulls from by a managed identity of its own. */
export function identityPulls({ body }: RawContainerGroup): readonly RegistryIdentity[] {
  return asObjects(asObject(body['properties'])['imageRegistryCredentials'])
    .map(each => ({ server: asText(each['server']).toLowerCase(), identity: asText(each['identity']) }))
    .filter(({ server, identity }) => server !== '' && identity !== '');
}
