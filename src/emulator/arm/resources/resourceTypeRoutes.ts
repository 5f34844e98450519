/** Routes of a resource type that the emulator only stores: list, get, put, tags, delete. */
import { requestedKey, requestedNotFound } from './requestedResources.ts';
import { gatewayError, invalidResourceLocation, locationRequired } from '../armError.ts';
import { isObject, textAt, type JsonObject } from '../../json.ts';
import { isRegion, regionName } from '../locations/regions.ts';
import {
  armRoute,
  listResponse,
  providerPath,
  resourceGroupPath,
  subscriptionPath,
  type Request,
  type Response,
  type Route,
} from '../route.ts';
import { type ProviderType, providerVersion } from '../apiVersions.ts';
import { locationOf, type Resource, type ResourceStore } from './resourceStore.ts';
import { nameOf, resourceGroupId, resourceGroupOf, resourceId } from './resourceIds.ts';
import { readJsonObject, readTags } from './resourceBody.ts';

interface ResourceType {
  /** `Microsoft.Network`. */
  readonly namespace: string;
  /** `virtualNetworks`, and its api-versions. */
  readonly type: ProviderType;
  /**
   * The body that a PUT leaves: of what was given, and of the resource as it was. `id` is the resource's own.
   * Throws ArmError for what the provider refuses.
   */
  readonly body: (given: JsonObject, id: string, before: Resource | undefined) => JsonObject;
  /** Throws ArmError where the resource cannot go. */
  readonly checkRemoval?: (resource: Resource) => void;
}

export function resourceTypeRoutes(store: ResourceStore, resourceType: ResourceType): Route[] {
  const { namespace, type } = resourceType;
  const fullType = `${namespace}/${type.name}`;
  const provider = providerPath(fullType);
  const one = `${resourceGroupPath}${provider}/(?<name>[^/]+)`;
  const idOf = (request: Request) => resourceId(fullType, requestedKey(request));
  const checkVersion = (request: Request) => {
    providerVersion(request, locationOf(store, idOf(request)), type);
  };
  const route = (method: string, path: string, answer: (request: Request) => Response) =>
    armRoute(method, path, checkVersion, answer);
  const list = ({ params: { subscription = '', group } }: Request) => {
    const scope =
      group === undefined ? `/subscriptions/${subscription}` : resourceGroupId(subscription, group);
    return listResponse(store.within(scope, fullType));
  };
  const find = (request: Request): Resource => {
    const resource = store.get(idOf(request));
    if (!resource) throw requestedNotFound(request, fullType);
    return resource;
  };
  return [
    route('GET', subscriptionPath + provider, list),
    route('GET', resourceGroupPath + provider, list),
    route('GET', one, request => ({ status: 200, body: find(request) })),
    route('PUT', one, request => put(store, resourceType, idOf(request), request)),
    route('PATCH', one, request => ({ status: 200, body: patch(store, find(request), request) })),
    route('DELETE', one, request => {
      const resource = store.get(idOf(request));
      if (!resource) return { status: 204 };
      resourceType.checkRemoval?.(resource);
      store.removeWithin(resource.id);
      return { status: 200 };
    }),
  ];
}

function put(
  store: ResourceStore,
  { namespace, type, body }: ResourceType,
  requestedId: string,
  request: Request,
): Response {
  const given = readJsonObject(request.body);
  const before = store.get(requestedId);
  const id = before?.id ?? requestedId;
  const location = readLocation(
    given,
    `${namespace}/${type.name}`,
    before && { ...before, location: textAt(before, 'location') },
  );
  const tags = isObject(given['tags']) ? { tags: readTags(given['tags']) } : {};
  const resource = store.put({
    ...body(given, id, before),
    ...{ id, name: nameOf(id), type: `${namespace}/${type.name}`, location },
    ...tags,
  });
  return { status: before ? 200 : 201, body: resource };
}

/** A body's location. Throws where it is missing, unknown, or another than the resource already has. */
export function readLocation(
  given: JsonObject,
  type: string,
  before: { readonly id: string; readonly name: string; readonly location: string } | undefined,
): string {
  const written = textAt(given, 'location');
  const location = regionName(written);
  if (location === '') throw locationRequired();
  if (!isRegion(location)) {
    const message = `The provided location '${written}' is not available for resource type '${type}'.`;
    throw gatewayError(400, 'LocationNotAvailableForResourceType', message);
  }
  if (before && before.location !== location) {
    const existing = { location: before.location, resourceGroup: resourceGroupOf(before.id) };
    throw invalidResourceLocation(before.name, existing, written);
  }
  return location;
}

function patch(store: ResourceStore, resource: Resource, { body }: Request): Resource {
  const { tags } = readJsonObject(body);
  return isObject(tags) ? store.put({ ...resource, tags: readTags(tags) }) : resource;
}
