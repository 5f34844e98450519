/** Resources of every type in one list: of a subscription, and of a resource group. */
import type { ArmContext } from '../context.ts';
import { type Comparison, matchesTags, matchesComparison, readFilter } from '../lists/odataFilter.ts';
import { mayRead } from '../gateway/accessChecks.ts';
import { compact, objectAt, textAt, type JsonObject } from '../../json.ts';
import { page, pageSize } from '../lists/paging.ts';
import {
  armRoute,
  resourceGroupPath,
  subscriptionPath,
  type Request,
  type Response,
  type Route,
} from '../route.ts';
import { checkResourceVersion } from '../apiVersions.ts';
import type { ResourceSource } from './resourceSources.ts';
import type { Resource } from './resourceStore.ts';
import { resourceGroupOf } from './resourceIds.ts';

export function resourceListRoutes(arm: ArmContext, sources: readonly ResourceSource[]): Route[] {
  return [subscriptionPath, resourceGroupPath].map(path =>
    armRoute('GET', `${path}/resources`, checkResourceVersion, request => list(arm, sources, request)),
  );
}

function list(
  arm: ArmContext,
  sources: readonly ResourceSource[],
  { params, url, caller }: Request,
): Response {
  const { subscription = '', group } = params;
  const filter = readFilter(url.searchParams.get('$filter'));
  const expand = (url.searchParams.get('$expand') ?? '').toLowerCase().split(',');
  const found = sources
    .flatMap(source => source.list(subscription))
    .filter(each => group === undefined || resourceGroupOf(each.id).toLowerCase() === group.toLowerCase())
    .filter(each => caller && mayRead(arm, caller, each.id))
    .filter(each => filter.some(all => all.every(one => fits(each, one))));
  const bodies = found.map(each => summary(each, expand.includes('provisioningstate')));
  return { status: 200, body: page(bodies, pageSize(url, 1000), url) };
}

/** A resource as lists show it: without its properties. */
function summary(resource: Resource, withState: boolean): JsonObject {
  const { id, name, type, location, tags, kind, sku, identity, zones, managedBy } = resource;
  const state = textAt(objectAt(resource, 'properties'), 'provisioningState');
  return compact({
    ...{ id, name, type, kind, managedBy, sku, identity, zones, location, tags },
    provisioningState: withState && state !== '' ? state : undefined,
  });
}

/** `tagName` and `tagValue` are about any of a resource's tags. */
function fits(resource: Resource, comparison: Comparison): boolean {
  const is = (given: string) => matchesComparison(comparison, given);
  switch (comparison.property) {
    case 'resourcetype':
      return is(resource.type);
    case 'resourcegroup':
      return is(resourceGroupOf(resource.id));
    case 'tagname':
    case 'tagvalue':
      return matchesTags(objectAt(resource, 'tags'), comparison);
    case 'identity/principalid':
      return is(textAt(objectAt(resource, 'identity'), 'principalId'));
    default: {
      const key = Object.keys(resource).find(each => each.toLowerCase() === comparison.property) ?? '';
      return is(textAt(resource, key));
    }
  }
}
