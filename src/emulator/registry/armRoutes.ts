/** ARM's `Microsoft.ContainerRegistry` as far as choosing an image needs it. */
import type { Request, Response, Route } from '../arm/route.ts';
import type { JsonObject } from '../containers/runtime.ts';
import { ArmError } from '../arm/armError.ts';
import { providerVersion } from '../arm/apiVersions.ts';
import type { ResourceSource } from '../arm/resources/resourceSources.ts';
import {
  requestedResources,
  requestedLocation,
  resourceNotFound,
} from '../arm/resources/requestedResources.ts';
import { registryId, type Registries, type Registry } from './registries.ts';
import { containerRegistries } from './apiVersions.ts';

const provider = '/providers/Microsoft\\.ContainerRegistry/registries';
const type = 'Microsoft.ContainerRegistry/registries';
const inSubscription = '^/subscriptions/(?<subscription>[^/]+)';
const inGroup = `${inSubscription}/resourceGroups/(?<group>[^/]+)`;
const one = `${inGroup}${provider}/(?<name>[^/]+)`;

export function registryArmRoutes(registries: Registries): Route[] {
  const route = (method: string, path: string, answer: (request: Request) => Response): Route => ({
    method,
    path: new RegExp(`${path}$`, 'i'),
    access: 'arm',
    answer(request) {
      providerVersion(request, requestedLocation(registries.all, request), containerRegistries);
      return answer(request);
    },
  });
  const list = (request: Request): Response => ({
    status: 200,
    body: { value: requestedResources(registries.all, request).map(registryBody) },
  });
  const registry = (request: Request) => {
    const [found] = requestedResources(registries.all, request);
    if (!found) throw resourceNotFound(request, type);
    return found;
  };
  return [
    route('GET', inSubscription + provider, list),
    route('GET', inGroup + provider, list),
    route('GET', one, request => ({ status: 200, body: registryBody(registry(request)) })),
    route('POST', `${one}/listCredentials`, request => credentials(registry(request))),
  ];
}

/** The registries among all resources. */
export function registrySource(registries: Registries): ResourceSource {
  return {
    list: subscriptionId =>
      registries.all
        .filter(each => each.subscriptionId.toLowerCase() === subscriptionId.toLowerCase())
        .map(each => ({ ...registryBody(each), ...{ id: registryId(each), name: each.name, type } })),
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
    type,
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
