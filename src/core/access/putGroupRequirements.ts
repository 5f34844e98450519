/** What sending a group's document needs rights for: asked before anything is sent. */
import { resourceGroupScope } from './rbac.ts';
import { type NamedAccessRequirement, requirementOnGroup } from './accessRequirements.ts';
import { readIdentity } from '../document/groupIdentity.ts';
import { asObject, asObjects, asText } from '../json.ts';
import type { GroupRef, RawContainerGroup } from '../model/containerGroup.ts';

/**
 * The needs of putting `wanted` where `live` is now (undefined: there is no such group). What the group has already
 * needs no right. `isRecreated`: it is deleted first.
 */
export function putGroupRequirements(
  ref: GroupRef,
  wanted: RawContainerGroup,
  live: RawContainerGroup | undefined,
  isRecreated = false,
): readonly NamedAccessRequirement[] {
  const { cloud, name, resourceGroup } = ref;
  const kept = new Set((live && !isRecreated ? usedResources(live) : []).map(({ id }) => id.toLowerCase()));
  return [
    ...(isRecreated ? [{ ...requirementOnGroup(ref, 'delete'), name }] : []),
    live
      ? { ...requirementOnGroup(ref, 'change'), name }
      : { operation: 'create', scope: resourceGroupScope(ref), name: resourceGroup },
    ...usedResources(wanted)
      .filter(({ id }) => !kept.has(id.toLowerCase()))
      .map(({ operation, id }): NamedAccessRequirement => ({
        operation,
        scope: { cloud, id },
        name: id.split('/').at(-1) ?? id,
      })),
  ];
}

interface UsedResource {
  readonly operation: 'useIdentity' | 'joinSubnet';
  /** Its ARM id. */
  readonly id: string;
}

/** What the group takes that is somebody's resource of its own. */
function usedResources({ body }: RawContainerGroup): readonly UsedResource[] {
  const subnets = asObjects(asObject(body['properties'])['subnetIds']).map(({ id }) => asText(id));
  return [
    ...readIdentity(body['identity']).users.map((id): UsedResource => ({ operation: 'useIdentity', id })),
    ...subnets.filter(id => id !== '').map((id): UsedResource => ({ operation: 'joinSubnet', id })),
  ];
}
