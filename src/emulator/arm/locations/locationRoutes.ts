/** What `Microsoft.ContainerInstance` says of places and of itself: capabilities, operations under way, operation names. */
import type { JsonObject } from '../../containers/runtime.ts';
import type { ArmContext } from '../context.ts';
import { maxCpu, maxMemoryInGB } from '../containerGroups/rules/groupRules.ts';
import { providerOperations } from '../providers/providerOperations.ts';
import { offersContainerGroups, regionName } from './regions.ts';
import type { Request, Response, Route } from '../route.ts';
import { usages } from './usages.ts';
import { containerInstanceVersions, noRegisteredProvider, providerVersion } from '../apiVersions.ts';

export function locationRoutes(arm: ArmContext): Route[] {
  const { operations } = arm;
  const provider = '/providers/Microsoft\\.ContainerInstance';
  /** Below a region: there is no answer for a place that doesn't offer container groups. */
  const regional = (name: string, answer: (request: Request, location: string) => Response): Route => ({
    method: 'GET',
    path: new RegExp(
      `^/subscriptions/(?<subscription>[^/]+)${provider}/locations/(?<location>[^/]+)/${name}$`,
      'i',
    ),
    access: 'arm',
    answer(request) {
      const location = regionName(request.params['location'] ?? '');
      const type = { name: `locations/${name.replace(/\/.*/, '')}`, versions: containerInstanceVersions };
      const version = providerVersion(request, location, type);
      if (!offersContainerGroups(location)) throw noRegisteredProvider(version, location, type);
      return answer(request, location);
    },
  });
  const global = (name: string, answer: (version: string) => JsonObject[]): Route => ({
    method: 'GET',
    path: new RegExp(`^${provider}/${name}$`, 'i'),
    access: 'arm',
    answer: request =>
      list(answer(providerVersion(request, 'global', { name, versions: containerInstanceVersions }))),
  });
  return [
    regional('operations/(?<operation>[^/]+)', ({ params }) => ({
      status: 200,
      body: operations.poll(params['operation'] ?? ''),
    })),
    regional('capabilities', (_, location) => list(capabilities(location))),
    regional('usages', ({ params }, location) => list(usages(arm, params['subscription'] ?? '', location))),
    regional('cachedImages', () => list(cachedImages)),
    global('operations', providerOperations),
  ];
}

/** Images that a region has at hand (`CachedImagesList` example of Microsoft.ContainerInstance 2023-05-01). */
const cachedImages: JsonObject[] = [
  { osType: 'Linux', image: 'ubuntu:16.04' },
  { osType: 'Linux', image: 'alpine:3.6' },
  { osType: 'Windows', image: 'microsoft/nanoserver:10.0.14393.2485' },
];

function list(value: JsonObject[]): Response {
  return { status: 200, body: { value } };
}

/** As recorded: rows without GPU have no operating system, so who looks for Linux finds only GPUs. */
function capabilities(location: string): JsonObject[] {
  const row = (osType: string, ipAddressType: string, gpu: string, limits: JsonObject): JsonObject => ({
    resourceType: 'containerGroups',
    osType,
    location,
    ipAddressType,
    gpu,
    capabilities: limits,
  });
  const plain = { maxMemoryInGB, maxCpu, maxGpuCount: 0 };
  return [
    row('NotSpecified', 'Public', 'None', plain),
    row('NotSpecified', 'Private', 'None', plain),
    row('Linux', 'Public', 'V100', { maxMemoryInGB: 448, maxCpu: 24, maxGpuCount: 4 }),
  ];
}
