/** Routes of a resource type whose resources are no more than their bodies: list, get, put, tags, delete. */
import { resourceNotFound } from './requestedResources.ts';
import type { JsonObject } from '../../containers/runtime.ts';
import { gatewayError } from '../armError.ts';
import { readObject, readTags } from '../containerGroups/groupRequest.ts';
import { isObject, textAt } from '../json/jsonValues.ts';
import { isRegion, regionName } from '../locations/regions.ts';
import type { Request, Response, Route } from '../route.ts';
import { type ProviderType, providerVersion } from '../apiVersions.ts';
import { locationOf, type Resource, resourceGroupOf, type ResourceStore } from './resourceStore.ts';

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
  const provider = `/providers/${namespace.replaceAll('.', '\\.')}/${type.name}`;
  const inSubscription = '^/subscriptions/(?<subscription>[^/]+)';
  const inGroup = `${inSubscription}/resourceGroups/(?<group>[^/]+)`;
  const one = `${inGroup}${provider}/(?<name>[^/]+)`;
  const route = (method: string, path: string, answer: (request: Request) => Response): Route => ({
    method,
    path: new RegExp(`${path}$`, 'i'),
    access: 'arm',
    answer(request) {
      providerVersion(request, locationOf(store, idOf(request, fullType)), type);
      return answer(request);
    },
  });
  const list = ({ params: { subscription = '', group } }: Request): Response => {
    const scope = `/subscriptions/${subscription}${group === undefined ? '' : `/resourceGroups/${group}`}`;
    return { status: 200, body: { value: store.within(scope, fullType) } };
  };
  const found = (request: Request): Resource => {
    const resource = store.get(idOf(request, fullType));
    if (!resource) throw resourceNotFound(request, fullType);
    return resource;
  };
  return [
    route('GET', inSubscription + provider, list),
    route('GET', inGroup + provider, list),
    route('GET', one, request => ({ status: 200, body: found(request) })),
    route('PUT', one, request => put(store, resourceType, idOf(request, fullType), request)),
    route('PATCH', one, request => ({ status: 200, body: patch(store, found(request), request) })),
    route('DELETE', one, request => {
      const resource = store.get(idOf(request, fullType));
      if (!resource) return { status: 204 };
      resourceType.checkRemoval?.(resource);
      store.removeWithin(resource.id);
      return { status: 200 };
    }),
  ];
}

function idOf({ params: { subscription = '', group = '', name = '' } }: Request, fullType: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${fullType}/${name}`;
}

function put(store: ResourceStore, { namespace, type, body }: ResourceType, asked: string, request: Request) {
  const given = readObject(request.body);
  const before = store.get(asked);
  const id = before?.id ?? asked;
  const location = readLocation(given, `${namespace}/${type.name}`, before);
  const tags = isObject(given['tags']) ? { tags: readTags(given['tags']) } : {};
  const resource = store.put({
    ...body(given, id, before),
    ...{ id, name: id.slice(id.lastIndexOf('/') + 1), type: `${namespace}/${type.name}`, location },
    ...tags,
  });
  return { status: before ? 200 : 201, body: resource };
}

/** Throws where the location is missing, is none, or is another than the resource already has. */
export function readLocation(given: JsonObject, type: string, before: Resource | undefined): string {
  const said = textAt(given, 'location');
  const location = regionName(said);
  if (location === '') {
    throw gatewayError(400, 'LocationRequired', 'The location property is required for this definition.');
  }
  if (!isRegion(location)) {
    const message = `The provided location '${said}' is not available for resource type '${type}'.`;
    throw gatewayError(400, 'LocationNotAvailableForResourceType', message);
  }
  if (before && textAt(before, 'location') !== location) {
    const message = `The resource '${before.name}' already exists in location '${textAt(before, 'location')}' in resource group '${resourceGroupOf(before.id)}'. A resource with the same name cannot be created in location '${said}'. Please select a new resource name.`;
    throw gatewayError(409, 'InvalidResourceLocation', message);
  }
  return location;
}

function patch(store: ResourceStore, resource: Resource, { body }: Request): Resource {
  const { tags } = readObject(body);
  return isObject(tags) ? store.put({ ...resource, tags: readTags(tags) }) : resource;
}
