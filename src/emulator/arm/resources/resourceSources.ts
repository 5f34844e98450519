/** Everything that has an id, wherever the emulator keeps it: what lists of resources, tags and queries are about. */
import type { JsonObject } from '../../containers/runtime.ts';
import type { ArmContext } from '../context.ts';
import { groupResponse, groupId } from '../containerGroups/groupResponse.ts';
import { containerInstanceVersions } from '../apiVersions.ts';
import type { Resource, ResourceStore } from './resourceStore.ts';

/** A place where resources are kept. */
export interface ResourceSource {
  /** All that are there in a subscription, whole. */
  list(subscriptionId: string): readonly Resource[];
  /** Gives a resource other tags; false where it is not here. */
  setTags(id: string, tags: JsonObject): boolean;
}

/** Those that are no more than their bodies. */
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
      const tenantId = estate.subscription(subscriptionId)?.tenantId ?? '';
      return estate.groups(subscriptionId).map(group => ({
        ...groupResponse(group, { version, tenantId, instanceViews: 'list' }),
        ...{ id: groupId(group), name: group.name, type: 'Microsoft.ContainerInstance/containerGroups' },
      }));
    },
    setTags(id, tags) {
      const group = estate.allGroups().find(each => groupId(each).toLowerCase() === id.toLowerCase());
      if (group) estate.setGroup(group, { ...group, tags }, group.running);
      return group !== undefined;
    },
  };
}

/** The resource that has an id, in any of the sources. */
export function findResource(sources: readonly ResourceSource[], id: string): Resource | undefined {
  const subscription = /^\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? '';
  return sources
    .flatMap(source => source.list(subscription))
    .find(each => each.id.toLowerCase() === id.toLowerCase());
}
