/** Where resources of every type come from: lists of resources, tags and queries read all sources. */
import type { ArmContext } from '../context.ts';
import { groupResponse } from '../containerGroups/groupResponse.ts';
import type { Resource, ResourceStore } from './resourceStore.ts';
import type { JsonObject } from '../../json.ts';
import { containerGroupType, groupId } from '../containerGroups/groupId.ts';
import { isSameId, subscriptionOf } from './resourceIds.ts';
import { containerInstanceVersions } from '../containerGroups/apiVersions.ts';

export interface ResourceSource {
  /** The resources of a subscription, with all their properties. */
  list(subscriptionId: string): readonly Resource[];
  /** Replaces a resource's tags; false where it has no such resource. */
  setTags(id: string, tags: JsonObject): boolean;
}

/** The resources that the emulator only stores. */
export function storeSource(store: ResourceStore): ResourceSource {
  return {
    list: subscriptionId => store.within(`/subscriptions/${subscriptionId}`),
    setTags(id, tags) {
      const found = store.get(id);
      if (found) store.put({ ...found, tags });
      return found !== undefined;
    },
  };
}

/** Container groups, as the newest api-version lists them. */
export function containerGroupSource({ estate }: Pick<ArmContext, 'estate'>): ResourceSource {
  const version = containerInstanceVersions.at(-1) ?? '';
  return {
    list(subscriptionId) {
      const tenantId = estate.tenantOf(subscriptionId);
      return estate.groups(subscriptionId).map(group => ({
        ...groupResponse(group, { version, tenantId, instanceViews: 'list' }),
        ...{ id: groupId(group), name: group.name, type: containerGroupType },
      }));
    },
    setTags(id, tags) {
      const group = estate.groupWithId(id);
      if (group) estate.setGroup(group, { ...group, tags }, group.running);
      return group !== undefined;
    },
  };
}

/** The resource that has an id, in any of the sources. */
export function findResource(sources: readonly ResourceSource[], id: string): Resource | undefined {
  return sources.flatMap(source => source.list(subscriptionOf(id) ?? '')).find(each => isSameId(each.id, id));
}
