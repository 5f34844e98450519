/** What a PUT of a group requires, to be checked before it is sent. */
import { resourceGroupScope } from './rbac.ts';
import { type NamedAccessRequirement, requirementOnGroup } from './accessRequirements.ts';
import { readIdentity } from '../document/groupIdentity.ts';
import { asObject, asObjects, asText } from '../json.ts';
import type { GroupRef, RawContainerGroup } from '../model/containerGroup.ts';

/**
 * The requirements of replacing `live` by `wanted` (undefined: there is no such group). Resources that the group uses
 * already require nothing. `isRecreated`: it is deleted first.
 */
export function putGroupRequirements(
  ref: GroupRef,
  wanted: RawContainerGroup,
  live: RawContainerGroup | undefined,
  isRecreated = false,
): readonly NamedAccessRequirement[] {
  const { cloud, name, resourceGroup } = ref;
  const usedAlready = new Set(
    (live && !isRecreated ? usedResources(live) : []).map(({ id }) => id.toLowerCase()),
  );
  return [
    ...(isRecreated ? [{ ...requirementOnGroup(ref, 'delete'), name }] : []),
    live
      ? { ...requirementOnGroup(ref, 'change'), name }
      : { operation: 'create', scope: resourceGroupScope(ref), name: resourceGroup },
    ...usedResources(wanted)
      .filter(({ id }) => !usedAlready.has(id.toLowerCase()))
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

/** Other Azure resources that the group uses. */
function usedResources({ body }: RawContainerGroup): readonly UsedResource[] {
  const subnets = asObjects(asObject(body['properties'])['subnetIds']).map(({ id }) => asText(id));
  return [
    ...readIdentity(body['identity']).users.map((id): UsedResource => ({ operation: 'useIdentity', id })),
    ...subnets.filter(id => id !== '').map((id): UsedResource => ({ operation: 'joinSubnet', id })),
  ];
}
