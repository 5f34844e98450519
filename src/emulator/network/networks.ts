/** Virtual networks and their subnets, as `Microsoft.Network` lists them. They stand still: the seed makes them. */
import { createHash } from 'node:crypto';
import type { JsonObject } from '../containers/types.ts';

export interface Subnet {
  readonly name: string;
  /** One prefix comes back as `addressPrefix`, several as `addressPrefixes`. */
  readonly prefixes: readonly [string, ...string[]];
  /** Services that the subnet is delegated to: `Microsoft.ContainerInstance/containerGroups`. */
  readonly delegations?: readonly string[];
}

export interface VirtualNetwork {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly location: string;
  readonly addressPrefixes: readonly string[];
  readonly subnets: readonly Subnet[];
  readonly tags?: JsonObject;
}

function virtualNetworkId({ subscriptionId, resourceGroup, name }: VirtualNetwork): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Network/virtualNetworks/${name}`;
}

export function subnetId(network: VirtualNetwork, subnet: string): string {
  return `${virtualNetworkId(network)}/subnets/${subnet}`;
}

/** The subnet that has an ARM id, as ARM shows it. */
export function findSubnet(networks: readonly VirtualNetwork[], id: string): JsonObject | undefined {
  for (const network of networks) {
    const found = network.subnets.find(s => subnetId(network, s.name).toLowerCase() === id.toLowerCase());
    if (found) return subnetBody(network, found);
  }
  return undefined;
}

/** A virtual network as ARM shows it (Microsoft.Network `VirtualNetworkList` example). */
export function virtualNetworkBody(network: VirtualNetwork): JsonObject {
  const id = virtualNetworkId(network);
  return {
    name: network.name,
    id,
    etag: etag(id),
    type: 'Microsoft.Network/virtualNetworks',
    location: network.location,
    ...(network.tags === undefined ? {} : { tags: network.tags }),
    properties: {
      provisioningState: 'Succeeded',
      resourceGuid: guid(id),
      addressSpace: { addressPrefixes: [...network.addressPrefixes] },
      subnets: network.subnets.map(subnet => subnetBody(network, subnet)),
      virtualNetworkPeerings: [],
      enableDdosProtection: false,
    },
  };
}

export function subnetBody(network: VirtualNetwork, subnet: Subnet): JsonObject {
  const id = subnetId(network, subnet.name);
  const [first, ...others] = subnet.prefixes;
  return {
    name: subnet.name,
    id,
    etag: etag(id),
    properties: {
      provisioningState: 'Succeeded',
      ...(others.length === 0 ? { addressPrefix: first } : { addressPrefixes: [first, ...others] }),
      delegations: (subnet.delegations ?? []).map((service, index) => delegation(id, service, index)),
      privateEndpointNetworkPolicies: 'Disabled',
      privateLinkServiceNetworkPolicies: 'Enabled',
    },
    type: 'Microsoft.Network/virtualNetworks/subnets',
  };
}

function delegation(subnet: string, serviceName: string, index: number): JsonObject {
  const id = `${subnet}/delegations/${index}`;
  return {
    name: String(index),
    id,
    etag: etag(id),
    properties: {
      provisioningState: 'Succeeded',
      serviceName,
      actions: ['Microsoft.Network/virtualNetworks/subnets/action'],
    },
    type: 'Microsoft.Network/virtualNetworks/subnets/delegations',
  };
}

function etag(id: string): string {
  return `W/"${guid(id)}"`;
}

/** A GUID that stays the same for the same resource. */
function guid(id: string): string {
  const hex = createHash('sha256').update(id.toLowerCase()).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
