/** Log Analytics workspaces and storage accounts: what container groups refer to, and their keys. */
import { randomBytes } from 'node:crypto';
import { requestedKey, requestedNotFound } from './requestedResources.ts';
import { nameOf, resourceId } from './resourceIds.ts';
import { objectAt, type JsonObject } from '../../json.ts';
import { armRoute, providerPath, resourceGroupPath, type Request, type Route } from '../route.ts';
import { providerVersion, type ProviderType } from '../apiVersions.ts';
import { resourceTypeRoutes } from './resourceTypeRoutes.ts';
import { locationOf, type Resource, type ResourceStore } from './resourceStore.ts';
import { storageAccounts, workspaces } from './apiVersions.ts';
import { guidOf } from '../../hash.ts';

export function workspaceAndStorageRoutes(store: ResourceStore): Route[] {
  const keys = new Map<string, string>();
  const key = (id: string, name: string) => {
    const known = keys.get(`${id} ${name}`.toLowerCase()) ?? randomBytes(64).toString('base64');
    keys.set(`${id} ${name}`.toLowerCase(), known);
    return known;
  };
  return [
    ...resourceTypeRoutes(store, {
      namespace: 'Microsoft.OperationalInsights',
      type: workspaces,
      body: (given, id) => ({
        properties: {
          ...objectAt(given, 'properties'),
          customerId: guidOf(id),
          provisioningState: 'Succeeded',
        },
      }),
    }),
    // Templates ask for `listKeys`, as the older versions call it.
    keysRoute(store, 'Microsoft.OperationalInsights', workspaces, '(?:sharedKeys|listKeys)', ({ id }) => ({
      primarySharedKey: key(id, 'primary'),
      secondarySharedKey: key(id, 'secondary'),
    })),
    ...resourceTypeRoutes(store, {
      namespace: 'Microsoft.Storage',
      type: storageAccounts,
      body: (given, id) => ({
        sku: given['sku'] ?? { name: 'Standard_LRS', tier: 'Standard' },
        kind: given['kind'] ?? 'StorageV2',
        properties: {
          ...objectAt(given, 'properties'),
          provisioningState: 'Succeeded',
          statusOfPrimary: 'available',
          primaryEndpoints: endpoints(nameOf(id)),
        },
      }),
    }),
    keysRoute(store, 'Microsoft.Storage', storageAccounts, 'listKeys', ({ id }) => ({
      keys: ['key1', 'key2'].map(keyName => ({ keyName, value: key(id, keyName), permissions: 'FULL' })),
    })),
  ];
}

function keysRoute(
  store: ResourceStore,
  namespace: string,
  type: ProviderType,
  verb: string,
  body: (resource: Resource) => JsonObject,
): Route {
  const fullType = `${namespace}/${type.name}`;
  const idOf = (request: Request) => resourceId(fullType, requestedKey(request));
  return armRoute(
    'POST',
    `${resourceGroupPath}${providerPath(fullType)}/(?<name>[^/]+)/${verb}`,
    request => providerVersion(request, locationOf(store, idOf(request)), type),
    request => {
      const found = store.get(idOf(request));
      if (!found) throw requestedNotFound(request, fullType);
      return { status: 200, body: body(found) };
    },
  );
}

function endpoints(account: string): JsonObject {
  const services = ['blob', 'queue', 'table', 'file'];
  return Object.fromEntries(
    services.map(each => [each, `https://${account}.${each}.core.windows.net/`] as const),
  );
}
