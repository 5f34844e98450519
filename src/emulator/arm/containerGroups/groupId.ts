import { resourceId, type ResourceKey } from '../resources/resourceIds.ts';

export const containerGroupType = 'Microsoft.ContainerInstance/containerGroups';

/** A container group's resource id. */
export function groupId(key: ResourceKey): string {
  return resourceId(containerGroupType, key);
}
