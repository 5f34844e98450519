/** Virtual networks and their subnets, as `Microsoft.Network` shows them. */
import { ArmError } from '../arm/armError.ts';
import { compact, isObject, objectAt, objectsAt, textAt, type JsonObject } from '../json.ts';
import { isSameId, nameOf, resourceId, type ResourceKey } from '../arm/resources/resourceIds.ts';
import type { Resource, ResourceStore } from '../arm/resources/resourceStore.ts';
import { guidOf } from '../hash.ts';

export interface Subnet {
  readonly name: string;
  /** One prefix comes back as `addressPrefix`, several as `addressPrefixes`. */
  readonly prefixes: readonly [string, ...string[]];
  /** Services that the subnet is delegated to: `Microsoft.ContainerInstance/containerGroups`. */
  readonly delegations?: readonly string[];
}

/** A network as the seed writes it. */
export interface VirtualNetwork extends ResourceKey {
  readonly location: string;
  readonly addressPrefixes: readonly string[];
  readonly subnets: readonly Subnet[];
  readonly tags?: JsonObject;
}

export const virtualNetworkType = 'Microsoft.Network/virtualNetworks';

export function subnetId(network: VirtualNetwork, subnet: string): string {
  return `${resourceId(virtualNetworkType, network)}/subnets/${subnet}`;
}

/** The subnet that has an ARM id, as ARM shows it. */
export function findSubnet(resources: ResourceStore, id: string): JsonObject | undefined {
  const [networkId = '', subnet] = id.split(/\/subnets\//i);
  const network = subnet === undefined ? undefined : resources.get(networkId);
  const subnets = network ? objectsAt(objectAt(network, 'properties'), 'subnets') : [];
  return subnets.find(found => isSameId(textAt(found, 'id'), id));
}

/** The seed's network as a resource. */
export function virtualNetworkResource(network: VirtualNetwork): Resource {
  const id = resourceId(virtualNetworkType, network);
  const subnets = network.subnets.map(({ name, prefixes, delegations = [] }) => ({
    name,
    properties: {
      ...(prefixes.length === 1 ? { addressPrefix: prefixes[0] } : { addressPrefixes: [...prefixes] }),
      delegations: delegations.map((serviceName, index) => ({
        name: String(index),
        properties: { serviceName },
      })),
    },
  }));
  const addressSpace = { addressPrefixes: [...network.addressPrefixes] };
  return {
    ...networkBody({ properties: { addressSpace, subnets } }, id),
    ...{ id, name: network.name, type: virtualNetworkType, location: network.location },
    ...(network.tags === undefined ? {} : { tags: network.tags }),
  };
}

/**
 * What a PUT leaves, as ARM shows it (Microsoft.Network `VirtualNetworkList` example); id, name, type and location
 * are added by whoever keeps it. A PUT that names no subnets keeps those that are there.
 * @throws ArmError for a subnet outside the network.
 */
export function networkBody(given: JsonObject, id: string, before?: Resource): JsonObject {
  const properties = objectAt(given, 'properties');
  const kept = before ? objectsAt(objectAt(before, 'properties'), 'subnets') : [];
  const addressSpace = objectAt(properties, 'addressSpace');
  if (!Array.isArray(addressSpace['addressPrefixes']) || addressSpace['addressPrefixes'].length === 0) {
    const message = `Address prefix on virtual network ${id} must be specified.`;
    throw new ArmError(400, 'InvalidRequestFormat', message);
  }
  const subnets = Array.isArray(properties['subnets'])
    ? objectsAt(properties, 'subnets').map(each => subnetBody(each, `${id}/subnets/${textAt(each, 'name')}`))
    : kept;
  for (const subnet of subnets) checkWithin(addressSpace, subnet, id);
  return {
    etag: etag(id),
    properties: compact({
      provisioningState: 'Succeeded',
      resourceGuid: guidOf(id),
      addressSpace,
      dhcpOptions: properties['dhcpOptions'],
      subnets,
      virtualNetworkPeerings: [],
      enableDdosProtection: properties['enableDdosProtection'] ?? false,
    }),
  };
}

export function subnetBody(given: JsonObject, id: string): JsonObject {
  const properties = objectAt(given, 'properties');
  return {
    name: nameOf(id),
    id,
    etag: etag(id),
    properties: compact({
      provisioningState: 'Succeeded',
      addressPrefix: properties['addressPrefix'],
      addressPrefixes: properties['addressPrefixes'],
      networkSecurityGroup: properties['networkSecurityGroup'],
      routeTable: properties['routeTable'],
      natGateway: properties['natGateway'],
      serviceEndpoints: properties['serviceEndpoints'],
      delegations: objectsAt(properties, 'delegations').map(each => delegation(id, each)),
      privateEndpointNetworkPolicies: properties['privateEndpointNetworkPolicies'] ?? 'Disabled',
      privateLinkServiceNetworkPolicies: properties['privateLinkServiceNetworkPolicies'] ?? 'Enabled',
    }),
    type: 'Microsoft.Network/virtualNetworks/subnets',
  };
}

function delegation(subnet: string, given: JsonObject): JsonObject {
  const name = textAt(given, 'name');
  const id = `${subnet}/delegations/${name}`;
  return {
    name,
    id,
    etag: etag(id),
    properties: {
      provisioningState: 'Succeeded',
      serviceName: textAt(objectAt(given, 'properties'), 'serviceName'),
      actions: ['Microsoft.Network/virtualNetworks/subnets/action'],
    },
    type: 'Microsoft.Network/virtualNetworks/subnets/delegations',
  };
}

/** Throws 400 `NetcfgInvalidSubnet` where one of a subnet's prefixes of IPv4 is in none of the network's. */
export function checkWithin(addressSpace: JsonObject, subnet: JsonObject, networkId: string): void {
  const spaces = prefixesOf(addressSpace).flatMap(range);
  const outside = prefixesOf(objectAt(subnet, 'properties'))
    .flatMap(range)
    .some(({ from, to }) => !spaces.some(space => space.from <= from && to <= space.to));
  if (!outside) return;
  const network = nameOf(networkId);
  const message = `Subnet '${textAt(subnet, 'name')}' is not valid because its IP address range is outside the IP address range of virtual network '${network}'.`;
  throw new ArmError(400, 'NetcfgInvalidSubnet', message);
}

function prefixesOf({ addressPrefix, addressPrefixes }: JsonObject): string[] {
  const all = Array.isArray(addressPrefixes) ? addressPrefixes : [addressPrefix];
  return all.filter(each => typeof each === 'string');
}

/** First and last address of a prefix of IPv4 as numbers; nothing for others. */
function range(prefix: string): { readonly from: number; readonly to: number }[] {
  const [, address = '', bits = ''] = /^(\d+(?:\.\d+){3})\/(\d+)$/.exec(prefix) ?? [];
  if (address === '') return [];
  const from = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return [{ from, to: from + 2 ** (32 - Number(bits)) - 1 }];
}

/** The subnets of a network, and those among them that `name` is the name of. */
export function subnetsOf(network: Resource, name?: string): JsonObject[] {
  const all = objectsAt(objectAt(network, 'properties'), 'subnets');
  return name === undefined
    ? all
    : all.filter(each => textAt(each, 'name').toLowerCase() === name.toLowerCase());
}

/** The same network with other subnets. */
export function withSubnets(network: Resource, subnets: JsonObject[]): Resource {
  const properties = network['properties'];
  return { ...network, properties: { ...(isObject(properties) ? properties : {}), subnets } };
}

function etag(id: string): string {
  return `W/"${guidOf(id)}"`;
}
