/**
 * Resources of types that the emulator has no code of its own for: kept as they are sent, with what a provider is known to
 * add. Templates make them, and they are read, listed and deleted like any other.
 */
import type { ArmContext } from '../context.ts';
import { gatewayError, pathNotFound, resourceNotFound } from '../armError.ts';
import { requestVersion } from '../apiVersions.ts';
import { isObject, textAt, type JsonObject } from '../../json.ts';
import { providerPathError } from '../providers/providers.ts';
import { armRoute, type Request, type Response, type Route } from '../route.ts';
import { addedByProvider } from './opaqueBodies.ts';
import { readJsonObject, readTags } from './resourceBody.ts';
import { nameOf, resourceGroupOf } from './resourceIds.ts';
import type { Resource } from './resourceStore.ts';
import { regionName } from '../locations/regions.ts';

/** The ids of resources of any type, also of those that extend another one. */
const path =
  '(?<id>/subscriptions/[^/]+/resourceGroups/[^/]+(?:/providers/[^/]+(?:/[^/]+/[^/]+)+)*/providers/(?<namespace>[^/]+)(?<names>(?:/[^/]+/[^/]+)+))';

/** Providers whose types have routes of their own, all but these. */
const opaqueAllTheSame = /\/providers\/Microsoft\.Resources\/(?:deploymentScripts|templateSpecs)\//i;
const emulated = [
  'microsoft.authorization',
  'microsoft.containerinstance',
  'microsoft.insights',
  'microsoft.resources',
];

/** To be tried after all others. */
export function opaqueRoutes(arm: ArmContext): Route[] {
  const { resources } = arm.estate;
  const route = (method: string, rest: string, answer: (request: Request, id: string) => Response) =>
    armRoute(
      method,
      path + rest,
      ({ url, params }) => checkType(url, params),
      request => answer(request, request.params['id'] ?? ''),
    );
  const find = (id: string): Resource => {
    const found = resources.get(id);
    if (found) return found;
    throw resourceNotFound(typeOf(id), resourceGroupOf(id), nameOf(id));
  };
  return [
    route('GET', '', (_, id) => ({ status: 200, body: find(id) })),
    route('PUT', '', (request, id) => put(arm, id, request)),
    route('DELETE', '', (_, id) => {
      if (!resources.get(id)) return { status: 204 };
      resources.removeWithin(id);
      return { status: 200 };
    }),
    route('POST', '/(?<verb>list\\w*)', (_, id) => {
      find(id);
      return { status: 200, body: keysOf(id) };
    }),
  ];
}

function checkType(url: URL, { namespace = '', id = '' }: Request['params']): void {
  const version = requestVersion(url);
  const unknown = providerPathError(id, version);
  if (unknown) throw unknown;
  if (emulated.includes(namespace.toLowerCase()) && !opaqueAllTheSame.test(`${id}/`))
    throw pathNotFound(url.pathname);
}

/** `Microsoft.Storage/storageAccounts/fileServices/shares` of an id. */
export function typeOf(id: string): string {
  const [namespace = '', ...segments] = (id.split(/\/providers\//i).at(-1) ?? '').split('/');
  return [namespace, ...segments.filter((_, index) => index % 2 === 0)].join('/');
}

function put(arm: ArmContext, id: string, request: Request): Response {
  const { resources } = arm.estate;
  checkParent(arm, id);
  const given = readJsonObject(request.body);
  const before = resources.get(id);
  const type = typeOf(id);
  const location = textAt(given, 'location');
  const properties = isObject(given['properties']) ? given['properties'] : {};
  const added = addedByProvider(arm, { id, type, properties, identity: given['identity'] });
  const body: JsonObject = {
    ...given,
    ...(location === '' ? {} : { location: regionName(location) }),
    ...(isObject(given['tags']) ? { tags: readTags(given['tags']) } : {}),
    ...added,
  };
  const resource = resources.put({ ...body, id: before?.id ?? id, name: nameOf(id), type });
  return { status: before ? 200 : 201, body: resource };
}

/** The default services of a storage account come with it. */
const impliedParent = /\/storageAccounts\/[^/]+\/(?:blob|file|queue|table)Services\/default$/i;

/** Throws 404 `ParentResourceNotFound` where what it belongs to is not there. */
function checkParent({ estate }: ArmContext, id: string): void {
  const segments = (id.split(/\/providers\//i).at(-1) ?? '').split('/');
  if (segments.length <= 3 || /\/providers\/Microsoft\.ContainerRegistry\//i.test(id)) return;
  const parent = id.split('/').slice(0, -2).join('/');
  const needed = impliedParent.test(parent) ? parent.split('/').slice(0, -2).join('/') : parent;
  if (estate.resources.get(needed)) return;
  throw gatewayError(
    404,
    'ParentResourceNotFound',
    `Failed to perform 'write' on resource(s) of type '${typeOf(id).split('/').slice(1).join('/')}', because the parent resource '${needed}' could not be found.`,
  );
}

/** What most services' lists of keys have; each takes what it knows. */
function keysOf(id: string): JsonObject {
  const key = (name: string) => Buffer.from(`${name} of ${id.toLowerCase()}`).toString('base64');
  const [first, second] = [key('key1'), key('key2')];
  return {
    ...{ key1: first, key2: second, primaryKey: first, secondaryKey: second, primaryMasterKey: first },
    keys: [
      { keyName: 'key1', value: first },
      { keyName: 'key2', value: second },
    ],
  };
}
