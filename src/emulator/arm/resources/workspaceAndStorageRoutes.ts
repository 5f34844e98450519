/** Log Analytics workspaces and storage accounts: as much of them as container groups name, and their keys. */
import { randomBytes } from 'node:crypto';
import { resourceNotFound } from './requestedResources.ts';
import type { JsonObject } from '../../containers/runtime.ts';
import { guidOf } from '../guid.ts';
import { objectAt } from '../json/jsonValues.ts';
import type { Request, Route } from '../route.ts';
import { providerVersion, type ProviderType } from '../apiVersions.ts';
import { resourceTypeRoutes } from './resourceTypeRoutes.ts';
import { locationOf, type Resource, type ResourceStore } from './resourceStore.ts';
import { storageAccounts, workspaces } from './apiVersions.ts';

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
    keysRoute(store, 'Microsoft.OperationalInsights', workspaces, 'sharedKeys', ({ id }) => ({
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
          primaryEndpoints: endpoints(id.slice(id.lastIndexOf('/') + 1)),
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
  return {
    method: 'POST',
    path: new RegExp(
      `^/subscriptions/(?<subscription>[^/]+)/resourceGroups/(?<group>[^/]+)/providers/${fullType.replaceAll('.', '\\.')}/(?<name>[^/]+)/${verb}$`,
      'i',
    ),
    access: 'arm',
    answer(request: Request) {
      const { subscription = '', group = '', name = '' } = request.params;
      const id = `/subscriptions/${subscription}/resourceGroups/${group}/providers/${fullType}/${name}`;
      providerVersion(request, locationOf(store, id), type);
      const found = store.get(id);
      if (!found) throw resourceNotFound(request, fullType);
      return { status: 200, body: body(found) };
    },
  };
}

function endpoints(account: string): JsonObject {
  const services = ['blob', 'queue', 'table', 'file'];
  return Object.fromEntries(
    services.map(each => [each, `https://${account}.${each}.core.windows.net/`] as const),
  );
}
