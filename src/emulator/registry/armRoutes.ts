/** ARM's `Microsoft.ContainerRegistry` as far as choosing an image needs it. */
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
import type { ResourceSource } from '../arm/resources/resourceSources.ts';
import {
  requestedResources,
  requestedLocation,
  requestedNotFound,
} from '../arm/resources/requestedResources.ts';
import { isSameId } from '../arm/resources/resourceIds.ts';
import { registryId, registryType, type Registries, type Registry } from './registries.ts';
import { containerRegistries } from './apiVersions.ts';
import type { JsonObject } from '../json.ts';

const one = `${resourceGroupPath}${providerPath(registryType)}/(?<name>[^/]+)`;

export function registryArmRoutes(registries: Registries): Route[] {
  const route = (method: string, path: string, answer: (request: Request) => Response) =>
    armRoute(
      method,
      path,
      request => providerVersion(request, requestedLocation(registries.all, request), containerRegistries),
      answer,
    );
  const list = (request: Request) =>
    listResponse(requestedResources(registries.all, request).map(registryBody));
  const registry = (request: Request) => {
    const [found] = requestedResources(registries.all, request);
    if (!found) throw requestedNotFound(request, registryType);
    return found;
  };
  return [
    route('GET', subscriptionPath + providerPath(registryType), list),
    route('GET', resourceGroupPath + providerPath(registryType), list),
    route('GET', one, request => ({ status: 200, body: registryBody(registry(request)) })),
    route('POST', `${one}/listCredentials`, request => credentials(registry(request))),
  ];
}

/** The registries among all resources. */
export function registrySource(registries: Registries): ResourceSource {
  return {
    list: subscriptionId =>
      registries.all
        .filter(each => isSameId(each.subscriptionId, subscriptionId))
        .map(each => ({
          ...registryBody(each),
          ...{ id: registryId(each), name: each.name, type: registryType },
        })),
    setTags: (id, tags) => registries.setTags(id, tags),
  };
}

function credentials(registry: Registry): Response {
  if (!registry.adminUserEnabled) {
    const message = `Failed to list credentials for the registry '${registry.name}': the admin user is disabled. Enable the admin user first.`;
    throw new ArmError(400, 'UnAuthorizedForCredentialOperations', message);
  }
  const [first, second] = registry.passwords;
  const passwords = [
    { name: 'password', value: first },
    { name: 'password2', value: second },
  ];
  return { status: 200, body: { username: registry.name, passwords } };
}

/** A registry as ARM shows it (`RegistryList` example of Microsoft.ContainerRegistry 2023-07-01). */
function registryBody(registry: Registry): JsonObject {
  return {
    id: registryId(registry),
    name: registry.name,
    type: registryType,
    location: registry.location,
    tags: registry.tags ?? {},
    sku: { name: registry.sku, tier: registry.sku },
    properties: {
      loginServer: registry.loginServer,
      creationDate: new Date(registry.created).toISOString(),
      provisioningState: 'Succeeded',
      adminUserEnabled: registry.adminUserEnabled,
      networkRuleSet: { defaultAction: 'Allow', ipRules: [] },
      policies: {
        quarantinePolicy: { status: 'disabled' },
        trustPolicy: { type: 'Notary', status: 'disabled' },
        retentionPolicy: {
          days: 7,
          lastUpdatedTime: new Date(registry.created).toISOString().replace('Z', '+00:00'),
          status: 'disabled',
        },
        exportPolicy: { status: 'enabled' },
      },
      encryption: { status: 'disabled' },
      status: null,
      dataEndpointEnabled: false,
      dataEndpointHostNames: [],
      privateEndpointConnections: [],
      publicNetworkAccess: 'Enabled',
      networkRuleBypassOptions: 'AzureServices',
      zoneRedundancy: 'Disabled',
    },
  };
}
