/** What container groups are in: tenants, subscriptions, resource groups, locations, subnets. */
import { apiVersions } from '../apiVersions.ts';
import type { ArmClient, TokenScope } from '../http/armClient.ts';
import { asString, asStrings, itemsOfPage, parseJson, readRows } from '../http/readJson.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import { AciError } from '../../core/errors.ts';
import { asNumber, asObject, asObjects, isObject, type JsonObject } from '../../core/json.ts';
import type { Capability, Location } from '../../core/model/location.ts';
import type { Subnet } from '../../core/model/subnet.ts';
import type { ResourceGroup, Subscription, Tenant } from '../../core/model/subscription.ts';

export type ResourcesApi = Pick<
  AzureApi,
  | 'tenants'
  | 'subscriptions'
  | 'resourceGroups'
  | 'resourceGroupExists'
  | 'createResourceGroup'
  | 'locations'
  | 'capabilities'
  | 'subnets'
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
    subnets: (subscriptionId, signal) => listSubnets(arm, subscriptionId, signal),
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
  return asStrings(type?.['locations']).map(displayName => ({
    name: names.get(displayName.toLowerCase()) ?? displayName.toLowerCase().replaceAll(' ', ''),
    displayName,
  }));
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

/** The subnets of every virtual network of the subscription. */
async function listSubnets(
  arm: ArmClient,
  subscriptionId: string,
  signal: AbortSignal,
): Promise<readonly Subnet[]> {
  const path = `/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.Network/virtualNetworks?api-version=${apiVersions.virtualNetworks}`;
  const networks = await readAllPages(arm, { subscriptionId }, path, signal);
  return readRows(networks, readSubnets).flat();
}

function readSubnets(network: JsonObject): readonly Subnet[] | undefined {
  const properties = network['properties'];
  if (!isObject(properties)) return undefined;
  return asObjects(properties['subnets']).map(subnet => readSubnet(network, subnet));
}

function readSubnet(network: JsonObject, subnet: JsonObject): Subnet {
  const properties = asObject(subnet['properties']);
  return {
    id: asString(subnet['id']) ?? '',
    name: asString(subnet['name']) ?? '',
    virtualNetwork: asString(network['name']) ?? '',
    location: asString(network['location']) ?? '',
    addressPrefix:
      asString(properties['addressPrefix']) ?? asStrings(properties['addressPrefixes']).join(', '),
    usable: isUsable(properties),
  };
}

/** ACI takes a subnet that is delegated to it, or one that nothing uses yet (it then delegates it itself). */
function isUsable(properties: JsonObject): boolean {
  const services = asObjects(properties['delegations']).map(delegation =>
    asString(asObject(delegation['properties'])['serviceName'])?.toLowerCase(),
  );
  if (services.length > 0) return services.includes('microsoft.containerinstance/containergroups');
  const users = [
    'ipConfigurations',
    'privateEndpoints',
    'resourceNavigationLinks',
    'serviceAssociationLinks',
  ];
  return users.every(user => asObjects(properties[user]).length === 0);
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

/** Every page's rows together. */
async function readAllPages(
  arm: ArmClient,
  tokenScope: TokenScope,
  path: string,
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  const rows: JsonObject[] = [];
  for await (const page of arm.pages(tokenScope, path, signal)) rows.push(...page);
  return rows;
}
