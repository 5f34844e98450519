/** ARM's `Microsoft.Network` as far as container groups need it: virtual networks and subnets. */
import { resourceNotFound } from '../arm/resources/requestedResources.ts';
import type { ArmContext } from '../arm/context.ts';
import { ArmError } from '../arm/armError.ts';
import { groupId } from '../arm/containerGroups/groupResponse.ts';
import { readObject } from '../arm/containerGroups/groupRequest.ts';
import { isObject, objectAt, objectsAt, textAt } from '../arm/json/jsonValues.ts';
import { resourceTypeRoutes } from '../arm/resources/resourceTypeRoutes.ts';
import { locationOf, type Resource } from '../arm/resources/resourceStore.ts';
import type { Request, Response, Route } from '../arm/route.ts';
import { providerVersion } from '../arm/apiVersions.ts';
import type { JsonObject } from '../containers/runtime.ts';
import {
  checkWithin,
  networkBody,
  subnetBody,
  subnetsOf,
  virtualNetworkType,
  withSubnets,
} from './virtualNetworks.ts';
import { virtualNetworks } from './apiVersions.ts';

const path =
  '^/subscriptions/(?<subscription>[^/]+)/resourceGroups/(?<group>[^/]+)/providers/Microsoft\\.Network/virtualNetworks/(?<name>[^/]+)/subnets';

export function networkRoutes(arm: ArmContext): Route[] {
  const { resources } = arm.estate;
  const route = (
    method: string,
    rest: string,
    answer: (network: Resource, request: Request) => Response,
  ): Route => ({
    method,
    path: new RegExp(`${path}${rest}$`, 'i'),
    access: 'arm',
    answer(request) {
      const id = networkIdOf(request);
      providerVersion(request, locationOf(resources, id), virtualNetworks);
      const network = resources.get(id);
      if (!network) throw resourceNotFound(request, virtualNetworkType);
      return answer(network, request);
    },
  });
  const one = '/(?<subnet>[^/]+)';
  return [
    ...resourceTypeRoutes(resources, {
      namespace: 'Microsoft.Network',
      type: virtualNetworks,
      body: networkBody,
      checkRemoval: network => subnetsOf(network).forEach(subnet => checkUnused(arm, subnet)),
    }),
    route('GET', '', network => ({ status: 200, body: { value: subnetsOf(network) } })),
    route('GET', one, (network, { params }) => {
      const [found] = subnetsOf(network, params['subnet']);
      if (!found) throw subnetNotFound(network, params['subnet'] ?? '');
      return { status: 200, body: found };
    }),
    route('PUT', one, (network, request) => putSubnet(arm, network, request)),
    route('DELETE', one, (network, { params }) => {
      const [found] = subnetsOf(network, params['subnet']);
      if (!found) return { status: 204 };
      checkUnused(arm, found);
      resources.put(
        withSubnets(
          network,
          subnetsOf(network).filter(each => each !== found),
        ),
      );
      return { status: 200 };
    }),
  ];
}

function networkIdOf({ params: { subscription = '', group = '', name = '' } }: Request): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${virtualNetworkType}/${name}`;
}

function putSubnet({ estate }: ArmContext, network: Resource, { params, body }: Request): Response {
  const { subnet: asked = '' } = params;
  const [before] = subnetsOf(network, asked);
  const given = readObject(body);
  const properties = isObject(given['properties']) ? given['properties'] : {};
  if (properties['addressPrefix'] === undefined && properties['addressPrefixes'] === undefined) {
    const message = `Address prefix is not specified for subnet ${asked}.`;
    throw new ArmError(400, 'InvalidRequestFormat', message);
  }
  const name = before ? textAt(before, 'name') : asked;
  const subnet = subnetBody(given, `${network.id}/subnets/${name}`);
  checkWithin(objectAt(objectAt(network, 'properties'), 'addressSpace'), subnet, network.id);
  const others = subnetsOf(network);
  const subnets = before ? others.map(each => (each === before ? subnet : each)) : [...others, subnet];
  estate.resources.put(withSubnets(network, subnets));
  return { status: before ? 200 : 201, body: subnet };
}

function subnetNotFound(network: Resource, name: string): ArmError {
  const message = `Resource ${network.id}/subnets/${name} not found.`;
  return new ArmError(404, 'NotFound', message);
}

/** Throws 400 where a container group is in the subnet. */
function checkUnused({ estate }: ArmContext, subnet: JsonObject): void {
  const id = textAt(subnet, 'id');
  const user = estate
    .allGroups()
    .find(group =>
      objectsAt(group.properties, 'subnetIds').some(
        each => textAt(each, 'id').toLowerCase() === id.toLowerCase(),
      ),
    );
  if (!user) return;
  const message = `Subnet ${textAt(subnet, 'name')} is in use by ${groupId(user)} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`;
  throw new ArmError(400, 'InUseSubnetCannotBeDeleted', message);
}
