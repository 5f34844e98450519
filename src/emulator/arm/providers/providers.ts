/** Resource providers beside `Microsoft.ContainerInstance`: what they are called, and which types they have here. */
import { locks, permissions, roleAssignments, roleDefinitions } from '../../authorization/apiVersions.ts';
import type { JsonObject } from '../../containers/runtime.ts';
import { userAssignedIdentities } from '../../managedIdentity/apiVersions.ts';
import {
  diagnosticSettings,
  eventTypes,
  metricDefinitions,
  metricNamespaces,
  metrics,
} from '../../monitor/apiVersions.ts';
import { virtualNetworks } from '../../network/apiVersions.ts';
import { containerRegistries } from '../../registry/apiVersions.ts';
import { offeredRegions } from '../locations/regions.ts';
import type { ProviderType } from '../apiVersions.ts';
import { storageAccounts, workspaces } from '../resources/apiVersions.ts';

interface Provider {
  readonly namespace: string;
  readonly types: readonly ProviderType[];
  /** Those that every subscription has from the start. */
  readonly free?: boolean;
}

const all: readonly Provider[] = [
  {
    namespace: 'Microsoft.Authorization',
    types: [roleAssignments, roleDefinitions, permissions, locks],
    free: true,
  },
  { namespace: 'Microsoft.ContainerRegistry', types: [containerRegistries] },
  {
    namespace: 'Microsoft.Insights',
    types: [metrics, metricDefinitions, metricNamespaces, diagnosticSettings, eventTypes],
  },
  { namespace: 'Microsoft.ManagedIdentity', types: [userAssignedIdentities] },
  {
    namespace: 'Microsoft.Network',
    types: [virtualNetworks, { ...virtualNetworks, name: 'virtualNetworks/subnets' }],
  },
  { namespace: 'Microsoft.OperationalInsights', types: [workspaces] },
  { namespace: 'Microsoft.Storage', types: [storageAccounts] },
];

/** As ARM shows them in a subscription, all registered. */
export function providerBodies(subscriptionId: string): (JsonObject & { readonly namespace: string })[] {
  return all.map(({ namespace, types, free = false }) => ({
    id: `/subscriptions/${subscriptionId}/providers/${namespace}`,
    namespace,
    resourceTypes: types.map(({ name, versions }) => ({
      resourceType: name,
      locations: offeredRegions.map(each => each.displayName),
      apiVersions: [...versions].reverse(),
      capabilities: 'SupportsTags, SupportsLocation',
    })),
    registrationState: 'Registered',
    registrationPolicy: free ? 'RegistrationFree' : 'RegistrationRequired',
  }));
}
