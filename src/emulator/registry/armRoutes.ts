/** ARM's `Microsoft.ContainerRegistry/registries`: list, get, create, change, delete, names and credentials. */
import { randomUUID } from 'node:crypto';
import type { ArmContext } from '../arm/context.ts';
import {
  armRoute,
  listResponse,
  providerPath,
  resourceGroupPath,
  subscriptionPath,
  type Request,
  type Response,
  type Route,
} from '../arm/route.ts';
import { ArmError } from '../arm/armError.ts';
import { providerVersion } from '../arm/apiVersions.ts';
import { mayRead } from '../arm/gateway/accessChecks.ts';
import type { ResourceSource } from '../arm/resources/resourceSources.ts';
import {
  requestedKey,
  requestedResources,
  requestedLocation,
  requestedNotFound,
} from '../arm/resources/requestedResources.ts';
import { readJsonObject } from '../arm/resources/resourceBody.ts';
import { isSameId } from '../arm/resources/resourceIds.ts';
import { readLocation } from '../arm/resources/resourceTypeRoutes.ts';
import { textAt } from '../json.ts';
import { registryId, registryType, type Registries, type Registry } from './registries.ts';
import { readSettings, registryBody } from './registryBody.ts';
import { checkName, nameAvailability } from './registryNames.ts';
import type { RegistryServers } from './serveRegistries.ts';
import { containerRegistries } from './apiVersions.ts';

const one = `${resourceGroupPath}${providerPath(registryType)}/(?<name>[^/]+)`;

export interface RegistryDeps {
  readonly arm: ArmContext;
  readonly registries: Registries;
  readonly servers: RegistryServers;
}

export function registryArmRoutes(deps: RegistryDeps): Route[] {
  const { arm, registries, servers } = deps;
  const route = (
    method: string,
    path: string,
    answer: (request: Request) => Response | Promise<Response>,
  ): Route =>
    armRoute(
      method,
      path,
      request => providerVersion(request, requestedLocation(registries.all, request), containerRegistries),
      answer,
    );
  const shown = (registry: Registry) => registryBody(registry, arm.clock.now());
  const list = (request: Request) =>
    listResponse(
      requestedResources(registries.all, request)
        .filter(each => request.caller && mayRead(arm, request.caller, registryId(each)))
        .map(shown),
    );
  const onOne = (
    method: string,
    rest: string,
    answer: (registry: Registry, request: Request) => Response | Promise<Response>,
  ) => route(method, one + rest, request => answer(requestedRegistry(registries, request), request));
  return [
    route('GET', subscriptionPath + providerPath(registryType), list),
    route('GET', resourceGroupPath + providerPath(registryType), list),
    route(
      'POST',
      `${subscriptionPath}${providerPath('Microsoft.ContainerRegistry/checkNameAvailability')}`,
      ({ body }) => ({
        status: 200,
        body: nameAvailability(registries, textAt(readJsonObject(body), 'name')),
      }),
    ),
    onOne('GET', '', registry => ({ status: 200, body: shown(registry) })),
    route('PUT', one, request => put(deps, request)),
    onOne('PATCH', '', (registry, { body }) => ({
      status: 200,
      body: shown(registries.change(registry, readSettings(readJsonObject(body), registry))),
    })),
    route('DELETE', one, async request => {
      const [registry] = requestedResources(registries.all, request);
      if (!registry) return { status: 204 };
      await servers.stop(registry);
      return { status: 200 };
    }),
    onOne('GET', '/operationStatuses/(?<operation>[^/]+)', registry => ({
      status: 200,
      body: { status: arm.clock.now() < registry.readyAt ? 'Creating' : 'Succeeded' },
    })),
    onOne('POST', '/listCredentials', credentials),
    onOne('POST', '/regenerateCredential', (registry, { body }) => {
      const which = textAt(readJsonObject(body), 'name');
      if (which !== 'password' && which !== 'password2') {
        throw new ArmError(400, 'InvalidRequest', `'${which}' is not the name of a password.`);
      }
      checkAdminUser(registry);
      return credentials(registries.regenerate(registry, which));
    }),
  ];
}

/** The registry that a request is about. Throws 404 where there is none. */
export function requestedRegistry(registries: Registries, request: Request): Registry {
  const [found] = requestedResources(registries.all, request);
  if (!found) throw requestedNotFound(request, registryType);
  return found;
}

/** How long it takes to create a registry, in ms, before the `pace` factor: ten seconds in recordings. */
const creationMs = 10_000;

async function put({ arm, registries, servers }: RegistryDeps, request: Request): Promise<Response> {
  const given = readJsonObject(request.body);
  const [present] = requestedResources(registries.all, request);
  const before = present && { ...present, id: registryId(present) };
  const location = readLocation(given, registryType, before);
  const settings = readSettings(given, present);
  const now = arm.clock.now();
  if (present) return { status: 200, body: registryBody(registries.change(present, settings), now) };
  const key = requestedKey(request);
  checkName(registries, key.name);
  const { sku } = settings;
  if (!sku) throw new ArmError(400, 'InvalidRequest', 'The SKU of the registry must be specified.');
  const readyAt = now + creationMs * arm.containers.switches.pace;
  const resourceGroup =
    arm.estate.resourceGroup(key.subscriptionId, key.resourceGroup)?.name ?? key.resourceGroup;
  const registry = await servers.start(
    { adminUserEnabled: false, ...settings, ...key, resourceGroup, location, sku, repositories: [] },
    readyAt,
  );
  const version = request.url.searchParams.get('api-version') ?? '';
  const operation = `${request.url.origin}${registryId(registry)}/operationStatuses/registries-${randomUUID()}`;
  return {
    status: 201,
    headers: { 'azure-asyncoperation': `${operation}?api-version=${version}` },
    body: registryBody(registry, now),
  };
}

/** The registries among all resources. */
export function registrySource(registries: Registries, now: () => number): ResourceSource {
  return {
    list: subscriptionId =>
      registries.all
        .filter(each => isSameId(each.subscriptionId, subscriptionId))
        .map(each => ({
          ...registryBody(each, now()),
          ...{ id: registryId(each), name: each.name, type: registryType },
        })),
    setTags: (id, tags) => registries.setTags(id, tags),
  };
}

function credentials(registry: Registry): Response {
  checkAdminUser(registry);
  const [first, second] = registry.passwords;
  const passwords = [
    { name: 'password', value: first },
    { name: 'password2', value: second },
  ];
  return { status: 200, body: { username: registry.name, passwords } };
}

function checkAdminUser(registry: Registry): void {
  if (registry.adminUserEnabled) return;
  const message = `Failed to list credentials for the registry '${registry.name}': the admin user is disabled. Enable the admin user first.`;
  throw new ArmError(400, 'UnAuthorizedForCredentialOperations', message);
}
