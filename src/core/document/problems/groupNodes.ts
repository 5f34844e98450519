/** What several rules ask of a group; `group` is at its `properties`. */
import { at, isPresent, items, type JsonNode } from './jsonNode.ts';

/** Every container of the group at `group`, init containers last. */
export function allContainerNodes(group: JsonNode): ReturnType<typeof items> {
  return [...items(at(group, 'containers')), ...items(at(group, 'initContainers'))];
}

/** A group from a profile takes from there what it does not say itself. */
export function isFromProfile(group: JsonNode): boolean {
  return isPresent(at(group, 'containerGroupProfile'));
}

/** Whether the group is in a virtual network; until 2021-07-01 by a network profile. */
export function isInNetwork(group: JsonNode): boolean {
  return items(at(group, 'subnetIds')).length > 0 || isPresent(at(group, 'networkProfile'));
}
