import { apiVersions } from '../apiVersions.ts';
import type { ArmClient } from '../http/armClient.ts';
import { readAllPages } from '../http/readAllPages.ts';
import { asString, asStrings, readRows } from '../http/readJson.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import { asObject, asObjects, isObject, type JsonObject } from '../../core/json.ts';
import type { Subnet } from '../../core/model/subnet.ts';

export type NetworkApi = Pick<AzureApi, 'subnets'>;

export function createNetworkApi(arm: ArmClient): NetworkApi {
  return { subnets: (subscriptionId, signal) => listSubnets(arm, subscriptionId, signal) };
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
    delegations: delegationsOf(properties),
    ...freeAddressesOf(properties),
  };
}

/** ACI takes a subnet that is delegated to it, or one that nothing uses yet (it then delegates it itself). */
function isUsable(properties: JsonObject): boolean {
  const services = delegationsOf(properties).map(service => service.toLowerCase());
  if (services.length > 0) return services.includes('microsoft.containerinstance/containergroups');
  const users = [
    'ipConfigurations',
    'privateEndpoints',
    'resourceNavigationLinks',
    'serviceAssociationLinks',
  ];
  return users.every(user => asObjects(properties[user]).length === 0);
}

function delegationsOf(properties: JsonObject): readonly string[] {
  return asObjects(properties['delegations']).flatMap(
    delegation => asString(asObject(delegation['properties'])['serviceName']) ?? [],
  );
}

/** Azure keeps five addresses of each subnet for itself ("Virtual network frequently asked questions"). */
const reservedAddresses = 5;

/** Only of IPv4: a subnet of IPv6 is never full. */
function freeAddressesOf(properties: JsonObject): Pick<Subnet, 'freeAddresses'> {
  const prefix = /^[\d.]+\/(\d+)$/.exec(asString(properties['addressPrefix']) ?? '')?.[1];
  if (prefix === undefined) return {};
  const used = asObjects(properties['ipConfigurations']).length;
  return { freeAddresses: 2 ** (32 - Number(prefix)) - reservedAddresses - used };
}
