/** What `Microsoft.ContainerInstance` says of places and of itself: capabilities, operations under way, operation names. */
import type { JsonObject } from '../containers/types.ts';
import type { Arm } from './arm.ts';
import { maxCpu, maxMemoryInGB } from './groupRules.ts';
import { providerOperations } from './providerOperations.ts';
import { regionName } from './regions.ts';
import type { Request, Response, Route } from './route.ts';
import { containerInstanceVersion, requestVersion } from './versions.ts';

export function locationRoutes({ operations }: Arm): Route[] {
  const route = (path: string, answer: (request: Request, location: string) => Response): Route => ({
    method: 'GET',
    path: new RegExp(`^${path}$`, 'i'),
    access: 'arm',
    answer(request) {
      const location = regionName(request.params['location'] ?? 'global');
      containerInstanceVersion(request, location, 'locations');
      return answer(request, location);
    },
  });
  const place =
    '/subscriptions/(?<subscription>[^/]+)/providers/Microsoft\\.ContainerInstance/locations/(?<location>[^/]+)';
  return [
    route(`${place}/operations/(?<operation>[^/]+)`, ({ params }) => ({
      status: 200,
      body: operations.poll(params['operation'] ?? ''),
    })),
    route(`${place}/capabilities`, (_, location) => ({
      status: 200,
      body: { value: capabilities(location) },
    })),
    route('/providers/Microsoft\\.ContainerInstance/operations', request => ({
      status: 200,
      body: { value: providerOperations(requestVersion(request.url)) },
    })),
  ];
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
