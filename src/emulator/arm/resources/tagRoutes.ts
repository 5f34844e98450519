/** Tags at a scope (a subscription, a resource group, a resource), and all of a subscription's in one list. */
import type { ArmContext } from '../context.ts';
import { type ArmError, invalidContent, resourceGroupNotFound, resourceNotFound } from '../armError.ts';
import { objectAt, textAt, type JsonObject } from '../../json.ts';
import {
  armRoute,
  listResponse,
  subscriptionPath,
  type Request,
  type Response,
  type Route,
} from '../route.ts';
import { checkResourceVersion } from '../apiVersions.ts';
import { findResource, type ResourceSource } from './resourceSources.ts';
import { readJsonObject, readTags } from './resourceBody.ts';

export function tagRoutes(arm: ArmContext, sources: readonly ResourceSource[]): Route[] {
  const at = '(?<scope>/subscriptions/.+)/providers/Microsoft\\.Resources/tags/default';
  const route = (method: string, path: string, answer: (request: Request) => Response) =>
    armRoute(method, path, checkResourceVersion, answer);
  const scoped = (method: string, change: (tags: JsonObject, request: Request) => JsonObject | undefined) =>
    route(method, at, request => {
      const scope = request.params['scope'] ?? '';
      const changed = change(tagsAt(arm, sources, scope), request);
      if (changed) setTags(arm, sources, scope, changed);
      return { status: 200, body: body(scope, tagsAt(arm, sources, scope)) };
    });
  return [
    scoped('GET', () => undefined),
    scoped('PUT', (_, request) => readRequestTags(request)),
    scoped('PATCH', patched),
    route('DELETE', at, ({ params: { scope = '' } }) => {
      setTags(arm, sources, scope, {});
      return { status: 200 };
    }),
    route('GET', `${subscriptionPath}/tagNames`, request => tagNames(sources, request)),
  ];
}

function readRequestTags({ body: text }: Request): JsonObject {
  return readTags(objectAt(objectAt(readJsonObject(text), 'properties'), 'tags'));
}

/** `Merge` keeps what isn't named, `Replace` nothing of it, `Delete` removes what is named with that value. */
function patched(tags: JsonObject, request: Request): JsonObject {
  const operation = textAt(readJsonObject(request.body), 'operation');
  const named = readRequestTags(request);
  if (operation === 'Replace') return named;
  if (operation === 'Merge') return readTags({ ...tags, ...named });
  if (operation !== 'Delete') throw invalidContent(`Error converting value '${operation}' to 'operation'.`);
  return Object.fromEntries(Object.entries(tags).filter(([name, value]) => named[name] !== value));
}

function body(scope: string, tags: JsonObject): JsonObject {
  return {
    id: `${scope}/providers/Microsoft.Resources/tags/default`,
    name: 'default',
    type: 'Microsoft.Resources/tags',
    properties: { tags },
  };
}

type TagScope = { readonly subscription: string; readonly group: string | undefined } | undefined;

/** A subscription or resource group; undefined for a resource's id. */
function parseTagScope(scope: string): TagScope {
  const [, subscription, group] =
    /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?$/i.exec(scope) ?? [];
  return subscription === undefined ? undefined : { subscription, group };
}

function tagsAt({ estate }: ArmContext, sources: readonly ResourceSource[], scope: string): JsonObject {
  const parsed = parseTagScope(scope);
  if (!parsed) {
    const resource = findResource(sources, scope);
    if (!resource) throw notFound(scope);
    return objectAt(resource, 'tags');
  }
  if (parsed.group === undefined) return estate.subscription(parsed.subscription)?.tags ?? {};
  const group = estate.resourceGroup(parsed.subscription, parsed.group);
  if (!group) throw resourceGroupNotFound(parsed.group);
  return group.tags ?? {};
}

function setTags(
  { estate }: ArmContext,
  sources: readonly ResourceSource[],
  scope: string,
  tags: JsonObject,
): void {
  const parsed = parseTagScope(scope);
  if (!parsed) {
    if (!sources.some(source => source.setTags(scope, tags))) throw notFound(scope);
    return;
  }
  if (parsed.group === undefined) {
    estate.setSubscriptionTags(parsed.subscription, tags);
    return;
  }
  const group = estate.resourceGroup(parsed.subscription, parsed.group);
  if (!group) throw resourceGroupNotFound(parsed.group);
  estate.addResourceGroup({ ...group, tags });
}

function notFound(id: string): ArmError {
  const [, group = '', type = '', name = ''] =
    /\/resourceGroups\/([^/]+)\/providers\/(.+)\/([^/]+)$/i.exec(id) ?? [];
  return resourceNotFound(type, group, name);
}

/** Every tag of a subscription's resources, with its values and how often each occurs. */
function tagNames(sources: readonly ResourceSource[], { params: { subscription = '' } }: Request): Response {
  const counts = new Map<string, Map<string, number>>();
  for (const resource of sources.flatMap(source => source.list(subscription))) {
    for (const [name, value] of Object.entries(objectAt(resource, 'tags'))) {
      const values = counts.get(name) ?? new Map<string, number>();
      const tagged = typeof value === 'string' ? value : '';
      counts.set(name, values.set(tagged, (values.get(tagged) ?? 0) + 1));
    }
  }
  const count = (value: number) => ({ type: 'Total', value });
  const value = [...counts].map(([tagName, values]) => ({
    id: `/subscriptions/${subscription}/tagNames/${tagName}`,
    tagName,
    count: count([...values.values()].reduce((sum, each) => sum + each, 0)),
    values: [...values].map(([tagValue, times]) => ({
      id: `/subscriptions/${subscription}/tagNames/${tagName}/tagValues/${tagValue}`,
      tagValue,
      count: count(times),
    })),
  }));
  return listResponse(value);
}
