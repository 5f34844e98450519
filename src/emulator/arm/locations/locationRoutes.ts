/**
 * `Microsoft.ContainerInstance` in a region: capabilities, usages, cached images, running operations; and its operation
 * names.
 */
import type { ArmContext } from '../context.ts';
import { maxCpu, maxMemoryInGB } from '../containerGroups/rules/groupRules.ts';
import { providerOperations } from '../providers/providerOperations.ts';
import { offersContainerGroups, regionName } from './regions.ts';
import {
  armRoute,
  listResponse,
  subscriptionPath,
  type Request,
  type Response,
  type Route,
} from '../route.ts';
import { usages } from './usages.ts';
import { noRegisteredProvider, providerVersion } from '../apiVersions.ts';
import type { JsonObject } from '../../json.ts';
import { containerInstanceVersions } from '../containerGroups/apiVersions.ts';

export function locationRoutes(arm: ArmContext): Route[] {
  const { operations } = arm;
  const provider = '/providers/Microsoft\\.ContainerInstance';
  /** Below a region. Throws 400 for a location that doesn't offer container groups. */
  const regional = (name: string, answer: (request: Request, location: string) => Response) => {
    const type = { name: `locations/${name.replace(/\/.*/, '')}`, versions: containerInstanceVersions };
    const locationOf = ({ params }: Request) => regionName(params['location'] ?? '');
    return armRoute(
      'GET',
      `${subscriptionPath}${provider}/locations/(?<location>[^/]+)/${name}`,
      request => {
        const location = locationOf(request);
        const version = providerVersion(request, location, type);
        if (!offersContainerGroups(location)) throw noRegisteredProvider(version, location, type);
      },
      request => answer(request, locationOf(request)),
    );
  };
  return [
    regional('operations/(?<operation>[^/]+)', ({ params }) => ({
      status: 200,
      body: operations.poll(params['operation'] ?? ''),
    })),
    regional('capabilities', (_, location) => listResponse(capabilities(location))),
    regional('usages', ({ params }, location) =>
      listResponse(usages(arm, params['subscription'] ?? '', location)),
    ),
    regional('cachedImages', () => listResponse(cachedImages)),
    armRoute(
      'GET',
      `${provider}/operations`,
      request => versionOfOperations(request),
      request => listResponse(providerOperations(versionOfOperations(request))),
    ),
  ];
}

/** Images that a region has cached (`CachedImagesList` example of Microsoft.ContainerInstance 2023-05-01). */
const cachedImages: JsonObject[] = [
  { osType: 'Linux', image: 'ubuntu:16.04' },
  { osType: 'Linux', image: 'alpine:3.6' },
  { osType: 'Windows', image: 'microsoft/nanoserver:10.0.14393.2485' },
];

function versionOfOperations(request: Request): string {
  return providerVersion(request, 'global', { name: 'operations', versions: containerInstanceVersions });
}

/** As recorded: rows without GPU have no operating system, so a search for Linux finds only GPUs. */
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
