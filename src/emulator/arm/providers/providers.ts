/** The resource providers of a subscription, as ARM shows them. */
import { locks, permissions, roleAssignments, roleDefinitions } from '../../authorization/apiVersions.ts';
import { userAssignedIdentities } from '../../managedIdentity/apiVersions.ts';
import {
  diagnosticSettings,
  eventTypes,
  metricDefinitions,
  metricNamespaces,
  metrics,
} from '../../monitor/apiVersions.ts';
import { virtualNetworks } from '../../network/apiVersions.ts';
import { containerRegistries, taskTypes } from '../../registry/apiVersions.ts';
import { type ArmError, invalidNamespace, invalidResourceType } from '../armError.ts';
import { offeredRegions } from '../locations/regions.ts';
import type { ProviderType } from '../apiVersions.ts';
import { registrationState, type Subscription } from '../estate.ts';
import { namespaces } from './namespaces.ts';
import { storageAccounts, workspaces } from '../resources/apiVersions.ts';
import type { JsonObject } from '../../json.ts';
import { containerInstanceVersions } from '../containerGroups/apiVersions.ts';
import { containerGroupProfiles } from '../containerGroupProfiles/apiVersions.ts';

type RegistrationPolicy = 'RegistrationFree' | 'RegistrationRequired';

interface Provider {
  readonly namespace: string;
  readonly resourceTypes: readonly ResourceType[];
  readonly registrationPolicy: RegistrationPolicy;
}

interface ResourceType {
  readonly resourceType: string;
  /** Display names, unlike anywhere else. */
  readonly locations: readonly string[];
  /** Newest first. */
  readonly apiVersions: readonly string[];
  readonly capabilities: string;
}

const locations = offeredRegions.map(region => region.displayName);

/** The types that `Microsoft.ContainerInstance` has, with their capabilities. */
const containerInstanceTypes: Readonly<Record<string, string>> = {
  containerGroupProfiles: 'SupportsTags, SupportsLocation',
  containerGroups: 'SystemAssignedResourceIdentity, SupportsTags, SupportsLocation',
  serviceAssociationLinks: 'SupportsExtension',
  locations: 'None',
  'locations/capabilities': 'None',
  'locations/usages': 'None',
  'locations/operations': 'None',
  'locations/operationresults': 'None',
  operations: 'None',
  'locations/cachedImages': 'None',
};

const containerInstance: Provider = {
  namespace: 'Microsoft.ContainerInstance',
  resourceTypes: Object.entries(containerInstanceTypes).map(([resourceType, capabilities]) => ({
    resourceType,
    locations: resourceType === 'operations' ? [] : locations,
    apiVersions: (resourceType === containerGroupProfiles.name
      ? containerGroupProfiles.versions
      : containerInstanceVersions
    ).toReversed(),
    capabilities,
  })),
  registrationPolicy: 'RegistrationRequired',
};

function provider(
  namespace: string,
  types: readonly ProviderType[],
  registrationPolicy: RegistrationPolicy = 'RegistrationRequired',
): Provider {
  const resourceTypes = types.map(({ name, versions }) => ({
    resourceType: name,
    locations,
    apiVersions: versions.toReversed(),
    capabilities: 'SupportsTags, SupportsLocation',
  }));
  return { namespace, resourceTypes, registrationPolicy };
}

/** Those whose requests are answered here. */
const emulated: readonly Provider[] = [
  containerInstance,
  provider(
    'Microsoft.Authorization',
    [roleAssignments, roleDefinitions, permissions, locks],
    'RegistrationFree',
  ),
  provider('Microsoft.ContainerRegistry', [containerRegistries, ...taskTypes]),
  provider('Microsoft.Insights', [
    metrics,
    metricDefinitions,
    metricNamespaces,
    diagnosticSettings,
    eventTypes,
  ]),
  provider('Microsoft.ManagedIdentity', [userAssignedIdentities]),
  provider('Microsoft.Network', [virtualNetworks, { ...virtualNetworks, name: 'virtualNetworks/subnets' }]),
  provider('Microsoft.OperationalInsights', [workspaces]),
  provider('Microsoft.Storage', [storageAccounts]),
];

/** The providers that are emulated. */
export function providerBodies(subscription: Subscription, now: number): JsonObject[] {
  return emulated.map(each => providerBody(each, subscription, now));
}

/** The provider of a namespace; one that Azure has and the emulator hasn't is there without types. */
export function findProviderBody(
  namespace: string,
  subscription: Subscription,
  now: number,
): JsonObject | undefined {
  const isMeant = (name: string) => name.toLowerCase() === namespace.toLowerCase();
  const name = namespaces.find(isMeant);
  const found = emulated.find(each => isMeant(each.namespace)) ?? (name && provider(name, []));
  return found ? providerBody(found, subscription, now) : undefined;
}

function providerBody(
  { namespace, resourceTypes, registrationPolicy }: Provider,
  subscription: Subscription,
  now: number,
): JsonObject {
  return {
    id: `/subscriptions/${subscription.subscriptionId}/providers/${namespace}`,
    namespace,
    resourceTypes: resourceTypes.map(type => ({
      ...type,
      locations: [...type.locations],
      apiVersions: [...type.apiVersions],
    })),
    registrationState:
      namespace === containerInstance.namespace ? registrationState(subscription, now) : 'Registered',
    registrationPolicy,
  };
}

/** Whether Azure has a resource provider of this name. */
export function hasNamespace(namespace: string): boolean {
  return namespaces.some(each => each.toLowerCase() === namespace.toLowerCase());
}

/**
 * A type that is emulated: `virtualNetworks` of `Microsoft.Network`. `unknownType` where its provider is known to have
 * none of that name; undefined where that is not known.
 */
export function findProviderType(
  namespace: string,
  type: string,
): (ProviderType & { readonly hasLocation: boolean }) | 'unknownType' | undefined {
  const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  const found = emulated.find(each => isSame(each.namespace, namespace));
  const known = found?.resourceTypes.find(each => isSame(each.resourceType, type));
  if (known) {
    const hasLocation = found?.registrationPolicy === 'RegistrationRequired' && !type.includes('/');
    return { name: known.resourceType, versions: known.apiVersions.toReversed(), hasLocation };
  }
  return found === containerInstance ? 'unknownType' : undefined;
}

/** The newest stable api-version of an emulated type, '' for others: `Microsoft.Network/virtualNetworks`. */
export function newestVersion(type: string): string {
  const [namespace, ...names] = type.split('/');
  const versions =
    emulated
      .find(each => each.namespace === namespace)
      ?.resourceTypes.find(each => each.resourceType === names.join('/'))?.apiVersions ?? [];
  return versions.find(version => !version.endsWith('-preview')) ?? '';
}

/**
 * Why ARM answers no request to a path below a provider: Azure has no such provider, or Microsoft.ContainerInstance no
 * such type here, as NGroups. Undefined for other paths.
 */
export function providerPathError(path: string, version: string): ArmError | undefined {
  const [, namespace, type = ''] = /.*\/providers\/([^/]+)(?:\/([^/]+))?/i.exec(path) ?? [];
  if (namespace === undefined) return undefined;
  const isMeant = (name: string) => name.toLowerCase() === namespace.toLowerCase();
  if (!namespaces.some(isMeant)) return invalidNamespace(namespace);
  if (!isMeant(containerInstance.namespace) || type === '') return undefined;
  const types = Object.keys(containerInstanceTypes).map(name => name.toLowerCase());
  return types.includes(type.toLowerCase())
    ? undefined
    : invalidResourceType(containerInstance.namespace, version);
}
