/** What sending a group's document needs rights for: asked before anything is sent. */
import { resourceGroupScope } from './access.ts';
import { type NamedNeed, needOn } from './accessNeeds.ts';
import { readIdentity } from './groupIdentity.ts';
import { asObject, asObjects, asText } from './json.ts';
import type { GroupDocument, GroupRef } from './model.ts';

/**
 * The needs of putting `wanted` where `live` is now (undefined: there is no such group). What the group has already
 * needs no right. `isRecreated`: it is deleted first.
 */
export function documentNeeds(
  ref: GroupRef,
  wanted: GroupDocument,
  live: GroupDocument | undefined,
  isRecreated = false,
): readonly NamedNeed[] {
  const { cloud, name, resourceGroup } = ref;
  const kept = new Set((live && !isRecreated ? usedBy(live) : []).map(({ id }) => id.toLowerCase()));
  return [
    ...(isRecreated ? [{ ...needOn(ref, 'delete'), name }] : []),
    live
      ? { ...needOn(ref, 'change'), name }
      : { deed: 'create', scope: resourceGroupScope(ref), name: resourceGroup },
    ...usedBy(wanted)
      .filter(({ id }) => !kept.has(id.toLowerCase()))
      .map(({ deed, id }): NamedNeed => ({ deed, scope: { cloud, id }, name: id.split('/').at(-1) ?? id })),
  ];
}

interface Used {
  readonly deed: 'useIdentity' | 'joinSubnet';
  /** Its ARM id. */
  readonly id: string;
}

/** What the group takes that is somebody's resource of its own. */
function usedBy({ body }: GroupDocument): readonly Used[] {
  const subnets = asObjects(asObject(body['properties'])['subnetIds']).map(({ id }) => asText(id));
  return [
    ...readIdentity(body['identity']).users.map((id): Used => ({ deed: 'useIdentity', id })),
    ...subnets.filter(id => id !== '').map((id): Used => ({ deed: 'joinSubnet', id })),
  ];
}
