/** Resource groups: list, get, check, create or update, delete. */
import { randomUUID } from 'node:crypto';
import type { ArmContext } from '../context.ts';
import {
  gatewayError,
  locationRequired,
  resourceGroupBeingDeleted,
  resourceGroupNotFound,
} from '../armError.ts';
import { resourceGroupId } from '../resources/resourceIds.ts';
import type { ResourceGroup } from '../estate.ts';
import { matchesTags, readFilter } from '../lists/odataFilter.ts';
import { mayRead } from '../gateway/accessChecks.ts';
import { compact, type JsonObject } from '../../json.ts';
import { page, pageSize } from '../lists/paging.ts';
import { isRegion, regionName } from '../locations/regions.ts';
import { readResourceBody, memberText, readBodyTags } from '../resources/resourceBody.ts';
import {
  armRoute,
  resourceGroupPath,
  subscriptionPath,
  type Request,
  type Response,
  type Route,
} from '../route.ts';
import { checkResourceVersion } from '../apiVersions.ts';

export function resourceGroupRoutes(arm: ArmContext): Route[] {
  const { estate } = arm;
  const deletions = new Set<string>();
  const route = (method: string, path: string, answer: (request: Request) => Response) =>
    armRoute(method, path, checkResourceVersion, answer);
  const find = (request: Request): ResourceGroup => {
    const { subscription = '', group = '' } = request.params;
    const found = estate.resourceGroup(subscription, group);
    if (!found) throw resourceGroupNotFound(group);
    return found;
  };
  return [
    route('GET', `${subscriptionPath}/resourceGroups`, request => listGroups(arm, request)),
    route('GET', resourceGroupPath, request => ({ status: 200, body: body(find(request)) })),
    route('HEAD', resourceGroupPath, ({ params: { subscription = '', group = '' } }) => ({
      status: estate.resourceGroup(subscription, group) ? 204 : 404,
    })),
    route('PUT', resourceGroupPath, request => put(arm, request)),
    route('PATCH', resourceGroupPath, request => {
      const tags = readBodyTags(readResourceBody(request.body));
      const found = find(request);
      const group = { ...found, tags: tags ?? found.tags };
      estate.addResourceGroup(group);
      return { status: 200, body: body(group) };
    }),
    route('DELETE', resourceGroupPath, request => remove(arm, find(request), deletions, request.url)),
    route('GET', `${subscriptionPath}/operationresults/(?<operation>[^/]+)`, request => {
      const pending = deletions.has(request.params['operation'] ?? '');
      return pending ? accepted(request.url.href, arm.switches.resourceGroupDeletionMs) : { status: 200 };
    }),
  ];
}

function listGroups(arm: ArmContext, { params, caller, url }: Request): Response {
  const { estate, switches } = arm;
  const filter = readFilter(url.searchParams.get('$filter'));
  const groups = estate
    .resourceGroups(params['subscription'] ?? '')
    .filter(group => caller && mayRead(arm, caller, idOf(group)))
    .filter(({ tags = {} }) => filter.some(all => all.every(one => matchesTags(tags, one))));
  return { status: 200, body: page(groups.map(body), pageSize(url, switches.pageSize), url) };
}

function put({ estate }: ArmContext, request: Request): Response {
  const { subscription: subscriptionId = '', group: name = '' } = request.params;
  checkName(name);
  const given = readResourceBody(request.body);
  const written = memberText(given, 'location');
  const location = regionName(written);
  const existing = estate.resourceGroup(subscriptionId, name);
  if (location === '') throw locationRequired();
  if (!isRegion(location)) {
    const message = `The provided location '${written}' is not available for resource group.`;
    throw gatewayError(400, 'LocationNotAvailableForResourceGroup', message);
  }
  if (existing?.deleting) throw resourceGroupBeingDeleted(name);
  if (existing && existing.location !== location) {
    const message = `Invalid resource group location '${location}'. The Resource group already exists in location '${existing.location}'.`;
    throw gatewayError(409, 'InvalidResourceGroupLocation', message);
  }
  const group = { subscriptionId, name: existing?.name ?? name, location, tags: readBodyTags(given) };
  estate.addResourceGroup(group);
  return { status: existing ? 200 : 201, body: body(group) };
}

function checkName(name: string): void {
  const wrong = [...new Set(name.replaceAll(/[\p{L}\p{Nd}._()-]/gu, ''))].join('');
  if (wrong !== '' || name.endsWith('.')) {
    throw gatewayError(
      400,
      'InvalidResourceGroup',
      `The provided resource group name '${name}' has these invalid characters: '${wrong || '.'}'. The name can only be a letter, digit, '-', '.', '(', ')' or '_'.`,
    );
  }
  if (name.length <= 90) return;
  throw gatewayError(
    400,
    'InvalidResourceGroup',
    `The provided resource group name '${name}' has a length of '${name.length}' which exceeds the maximum length of '90'.`,
  );
}

/** 202 at once; the group and all in it go a little later. */
function remove(
  { estate, clock, switches }: ArmContext,
  group: ResourceGroup,
  deletions: Set<string>,
  url: URL,
): Response {
  const operation = randomUUID();
  deletions.add(operation);
  estate.beginRemoval(group);
  clock.after(switches.resourceGroupDeletionMs, () => {
    estate.removeResourceGroup(group.subscriptionId, group.name);
    deletions.delete(operation);
  });
  const version = url.searchParams.get('api-version') ?? '';
  return accepted(
    `${url.origin}/subscriptions/${group.subscriptionId}/operationresults/${operation}?api-version=${version}`,
    switches.resourceGroupDeletionMs,
  );
}

function accepted(location: string, ms: number): Response {
  return { status: 202, headers: { location, 'retry-after': String(Math.max(1, Math.ceil(ms / 1000))) } };
}

function idOf({ subscriptionId, name }: ResourceGroup): string {
  return resourceGroupId(subscriptionId, name);
}

function body(group: ResourceGroup): JsonObject {
  return compact({
    id: idOf(group),
    name: group.name,
    type: 'Microsoft.Resources/resourceGroups',
    location: group.location,
    tags: group.tags,
    properties: { provisioningState: group.deleting ? 'Deleting' : 'Succeeded' },
  });
}
