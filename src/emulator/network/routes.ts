/** ARM's `Microsoft.Network` as far as choosing a subnet needs it: lists of virtual networks and subnets. */
import type { Request, Response, Route } from '../arm/route.ts';
import { providerVersion } from '../arm/versions.ts';
import type { Json } from '../containers/types.ts';
import { addressed, placeOf, resourceNotFound } from '../addressed.ts';
import { subnetBody, virtualNetworkBody, type VirtualNetwork } from './networks.ts';
import { virtualNetworks } from './versions.ts';

const provider = '/providers/Microsoft\\.Network/virtualNetworks';
const inSubscription = '^/subscriptions/(?<subscription>[^/]+)';
const inGroup = `${inSubscription}/resourceGroups/(?<group>[^/]+)`;
const one = `${inGroup}${provider}/(?<name>[^/]+)`;

export function networkRoutes(networks: readonly VirtualNetwork[]): Route[] {
  const get = (path: string, answer: (request: Request) => Response): Route => ({
    method: 'GET',
    path: new RegExp(`${path}$`, 'i'),
    access: 'arm',
    answer(request) {
      providerVersion(request, placeOf(networks, request), virtualNetworks);
      return answer(request);
    },
  });
  const networkList = (request: Request) => list(addressed(networks, request).map(virtualNetworkBody));
  const network = (request: Request) => {
    const [found] = addressed(networks, request);
    if (!found) throw resourceNotFound(request, 'Microsoft.Network/virtualNetworks');
    return found;
  };
  return [
    get(inSubscription + provider, networkList),
    get(inGroup + provider, networkList),
    get(one, request => ({ status: 200, body: virtualNetworkBody(network(request)) })),
    get(`${one}/subnets`, request => {
      const found = network(request);
      return list(found.subnets.map(subnet => subnetBody(found, subnet)));
    }),
  ];
}

function list(value: Json[]): Response {
  return { status: 200, body: { value } };
}
