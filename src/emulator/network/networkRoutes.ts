/** ARM's `Microsoft.Network` as far as container groups need it: virtual networks and subnets. */
import { requestedKey, requestedNotFound } from '../arm/resources/requestedResources.ts';
import { isSameId, resourceId } from '../arm/resources/resourceIds.ts';
import type { ArmContext } from '../arm/context.ts';
import { ArmError } from '../arm/armError.ts';
import { isObject, objectAt, objectsAt, textAt, type JsonObject } from '../json.ts';
import { resourceTypeRoutes } from '../arm/resources/resourceTypeRoutes.ts';
import { locationOf, type Resource } from '../arm/resources/resourceStore.ts';
import {
  armRoute,
  listResponse,
  providerPath,
  resourceGroupPath,
  type Request,
  type Response,
  type Route,
} from '../arm/route.ts';
import { providerVersion } from '../arm/apiVersions.ts';
import {
  checkWithin,
  networkBody,
  subnetBody,
  subnetsOf,
  virtualNetworkType,
  withSubnets,
} from './virtualNetworks.ts';
import { virtualNetworks } from './apiVersions.ts';
import { groupId } from '../arm/containerGroups/groupId.ts';
import { readJsonObject } from '../arm/resources/resourceBody.ts';

const path = `${resourceGroupPath}${providerPath(virtualNetworkType)}/(?<name>[^/]+)/subnets`;

export function networkRoutes(arm: ArmContext): Route[] {
  const { resources } = arm.estate;
  const idOf = (request: Request) => resourceId(virtualNetworkType, requestedKey(request));
  const route = (
    method: string,
    rest: string,
    answer: (network: Resource, request: Request) => Response,
  ): Route =>
    armRoute(
      method,
      path + rest,
      request => providerVersion(request, locationOf(resources, idOf(request)), virtualNetworks),
      request => {
        const network = resources.get(idOf(request));
        if (!network) throw requestedNotFound(request, virtualNetworkType);
        return answer(network, request);
      },
    );
  const one = '/(?<subnet>[^/]+)';
  return [
    ...resourceTypeRoutes(resources, {
      namespace: 'Microsoft.Network',
      type: virtualNetworks,
      body: networkBody,
      checkRemoval: network => subnetsOf(network).forEach(subnet => checkUnused(arm, subnet)),
    }),
    route('GET', '', network => listResponse(subnetsOf(network))),
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

function putSubnet({ estate }: ArmContext, network: Resource, { params, body }: Request): Response {
  const { subnet: requestedName = '' } = params;
  const [before] = subnetsOf(network, requestedName);
  const given = readJsonObject(body);
  const properties = isObject(given['properties']) ? given['properties'] : {};
  if (properties['addressPrefix'] === undefined && properties['addressPrefixes'] === undefined) {
    const message = `Address prefix is not specified for subnet ${requestedName}.`;
    throw new ArmError(400, 'InvalidRequestFormat', message);
  }
  const name = before ? textAt(before, 'name') : requestedName;
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
    .find(group => objectsAt(group.properties, 'subnetIds').some(each => isSameId(textAt(each, 'id'), id)));
  if (!user) return;
  const message = `Subnet ${textAt(subnet, 'name')} is in use by ${groupId(user)} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`;
  throw new ArmError(400, 'InUseSubnetCannotBeDeleted', message);
}
