/** What container groups are in: tenants, subscriptions, resource groups, locations. */
import { apiVersions } from '../apiVersions.ts';
import type { ArmClient } from '../http/armClient.ts';
import { readAllPages } from '../http/readAllPages.ts';
import { asString, asStrings, itemsOfPage, parseJson, readRows } from '../http/readJson.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import { AciError } from '../../core/errors.ts';
import { asNumber, asObject, asObjects, isObject, type JsonObject } from '../../core/json.ts';
import type { Capability, Location } from '../../core/model/location.ts';
import type { ResourceGroup, Subscription, Tenant } from '../../core/model/subscription.ts';
import type { Usage } from '../../core/model/usage.ts';

export type ResourcesApi = Pick<
  AzureApi,
  | 'tenants'
  | 'subscriptions'
  | 'resourceGroups'
  | 'resourceGroupExists'
  | 'createResourceGroup'
  | 'locations'
  | 'capabilities'
  | 'usages'
>;

export function createResourcesApi(arm: ArmClient): ResourcesApi {
  return {
    tenants: signal => listTenants(arm, signal),
    subscriptions: (tenantId, signal) => listSubscriptions(arm, tenantId, signal),
    resourceGroups: (subscriptionId, signal) => listResourceGroups(arm, subscriptionId, signal),
    resourceGroupExists: (subscriptionId, name, signal) =>
      resourceGroupExists(arm, subscriptionId, name, signal),
    createResourceGroup: (resourceGroup, signal) => createResourceGroup(arm, resourceGroup, signal),
    locations: (subscriptionId, signal) => listLocations(arm, subscriptionId, signal),
    capabilities: (subscriptionId, location, signal) =>
      listCapabilities(arm, subscriptionId, location, signal),
    usages: (subscriptionId, location, signal) => listUsages(arm, subscriptionId, location, signal),
  };
}

async function listTenants(arm: ArmClient, signal: AbortSignal): Promise<readonly Tenant[]> {
  const rows = await readAllPages(
    arm,
    { tenantId: undefined },
    `/tenants?api-version=${apiVersions.subscriptions}`,
    signal,
  );
  return readRows(rows, row => {
    const id = asString(row['tenantId']);
    return id === undefined ? undefined : { id, displayName: asString(row['displayName']) ?? id };
  });
}

/**
 * The subscriptions that the account reaches through this tenant. A subscription that another tenant lends (Azure
 * Lighthouse) is reached with this tenant's tokens, so that is the tenant it gets.
 */
async function listSubscriptions(
  arm: ArmClient,
  tenantId: string,
  signal: AbortSignal,
): Promise<readonly Subscription[]> {
  const rows = await readAllPages(
    arm,
    { tenantId },
    `/subscriptions?api-version=${apiVersions.subscriptions}`,
    signal,
  );
  return readRows(rows, row => {
    const id = asString(row['subscriptionId']);
    if (id === undefined) return undefined;
    const atHome = asString(row['tenantId'])?.toLowerCase() === tenantId.toLowerCase();
    if (atHome || arm.tenantOf(id) === undefined) arm.setTenantOf(id, tenantId);
    const state = asString(row['state']) ?? 'Enabled';
    return { id, displayName: asString(row['displayName']) ?? id, tenantId, state };
  });
}

async function listResourceGroups(
  arm: ArmClient,
  subscriptionId: string,
  signal: AbortSignal,
): Promise<readonly ResourceGroup[]> {
  const path = `/subscriptions/${encodeURIComponent(subscriptionId)}/resourcegroups?api-version=${apiVersions.resources}`;
  const rows = await readAllPages(arm, { subscriptionId }, path, signal);
  return readRows(rows, row => readResourceGroup(subscriptionId, row));
}

async function resourceGroupExists(
  arm: ArmClient,
  subscriptionId: string,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await arm.send(
      { subscriptionId },
      { method: 'HEAD', path: resourceGroupPath(subscriptionId, name) },
      signal,
    );
    return true;
  } catch (error) {
    // An answer to HEAD has no body: only the request id tells ARM's 404 from a proxy's.
    if (error instanceof AciError && error.kind === 'notFound' && error.requestId !== undefined) return false;
    throw error;
  }
}

async function createResourceGroup(
  arm: ArmClient,
  { subscriptionId, name, location }: ResourceGroup,
  signal: AbortSignal,
): Promise<ResourceGroup> {
  const path = resourceGroupPath(subscriptionId, name);
  const { body } = await arm.send({ subscriptionId }, { method: 'PUT', path, body: { location } }, signal);
  return readResourceGroup(subscriptionId, asObject(body)) ?? { subscriptionId, name, location };
}

/** The provider names its locations by display name only; the subscription knows their short names. */
async function listLocations(
  arm: ArmClient,
  subscriptionId: string,
  signal: AbortSignal,
): Promise<readonly Location[]> {
  const subscription = `/subscriptions/${encodeURIComponent(subscriptionId)}`;
  const tokenScope = { subscriptionId };
  const [provider, rows] = await Promise.all([
    arm.send(
      tokenScope,
      {
        method: 'GET',
        path: `${subscription}/providers/Microsoft.ContainerInstance?api-version=${apiVersions.resources}`,
      },
      signal,
    ),
    readAllPages(
      arm,
      tokenScope,
      `${subscription}/locations?api-version=${apiVersions.subscriptions}`,
      signal,
    ),
  ]);
  const names = new Map(
    rows.map(row => [asString(row['displayName'])?.toLowerCase(), asString(row['name'])] as const),
  );
  const type = itemsOfPage(provider.body, 'resourceTypes').find(
    row => asString(row['resourceType'])?.toLowerCase() === 'containergroups',
  );
  const zones = new Map(
    asObjects(type?.['zoneMappings']).map(row => [
      asString(row['location'])?.toLowerCase(),
      asStrings(row['zones']),
    ]),
  );
  return asStrings(type?.['locations']).map(displayName => {
    const inLocation = zones.get(displayName.toLowerCase());
    return {
      name: names.get(displayName.toLowerCase()) ?? displayName.toLowerCase().replaceAll(' ', ''),
      displayName,
      ...(inLocation && { zones: inLocation }),
    };
  });
}

/** What the location gives to one group, through the SDK's typed call; its raw body is what is read. */
async function listCapabilities(
  arm: ArmClient,
  subscriptionId: string,
  location: string,
  signal: AbortSignal,
): Promise<readonly Capability[]> {
  const pages: JsonObject[] = [];
  const client = arm.sdkClient(subscriptionId, 'user');
  await arm.withMappedErrors(signal, async () => {
    const listed = client.location.listCapabilities(location, {
      abortSignal: signal,
      onResponse: raw => pages.push(asObject(parseJson(raw.bodyAsText))),
    });
    const walk = listed.byPage();
    while (!(await walk.next()).done);
  });
  return readRows(
    pages.flatMap(page => itemsOfPage(page)),
    readCapability,
  );
}

/** The subscription's limits in the location (`Location_ListUsage`). */
async function listUsages(
  arm: ArmClient,
  subscriptionId: string,
  location: string,
  signal: AbortSignal,
): Promise<readonly Usage[]> {
  const path = `/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.ContainerInstance/locations/${encodeURIComponent(location)}/usages?api-version=${apiVersions.containerGroups}`;
  return readRows(await readAllPages(arm, { subscriptionId }, path, signal), row => {
    const names = asObject(row['name']);
    const name = asString(names['value']);
    const [used, limit] = [asNumber(row['currentValue']), asNumber(row['limit'])];
    if (name === undefined || used === undefined || limit === undefined) return undefined;
    return { name, displayName: asString(names['localizedValue']) ?? name, used, limit };
  });
}

function readCapability(row: JsonObject): Capability | undefined {
  const limits = row['capabilities'];
  if (!isObject(limits)) return undefined;
  return {
    osType: asString(row['osType']) ?? 'NotSpecified',
    ipAddressType: asString(row['ipAddressType']) ?? 'NotSpecified',
    gpu: asString(row['gpu']) ?? 'None',
    maxCpu: asNumber(limits['maxCpu']) ?? 0,
    maxMemoryInGB: asNumber(limits['maxMemoryInGB']) ?? 0,
  };
}

function readResourceGroup(subscriptionId: string, row: JsonObject): ResourceGroup | undefined {
  const name = asString(row['name']);
  return name === undefined ? undefined : { subscriptionId, name, location: asString(row['location']) ?? '' };
}

function resourceGroupPath(subscriptionId: string, name: string): string {
  return `/subscriptions/${encodeURIComponent(subscriptionId)}/resourcegroups/${encodeURIComponent(name)}?api-version=${apiVersions.resources}`;
}
