/** What `Microsoft.ContainerInstance` says of places and of itself: capabilities, operations under way, operation names. */
import type { JsonObject } from '../containers/types.ts';
import type { Arm } from './arm.ts';
import { maxCpu, maxMemoryInGB } from './groupRules.ts';
import { regionName } from './regions.ts';
import type { Request, Response, Route } from './route.ts';
import { containerInstanceVersion } from './versions.ts';

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
    route('/providers/Microsoft\\.ContainerInstance/operations', () => ({
      status: 200,
      body: { value: operationNames },
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

const group = 'Container Group';
const operationNames: JsonObject[] = [
  [
    'register/action',
    group,
    'Register Microsoft Container Instance',
    'Registers the subscription for the container instance resource provider and enables the creation of container groups.',
  ],
  ['containerGroups/read', group, 'Get Container Groups', 'Get all container goups.'],
  [
    'containerGroups/write',
    group,
    'Create or update Container Group',
    'Create or update a specific container group.',
  ],
  ['containerGroups/delete', group, 'Delete Container Group', 'Delete the specific container group.'],
  [
    'containerGroups/restart/action',
    group,
    'Restart Container Group',
    'Restarts a specific container group.',
  ],
  [
    'containerGroups/stop/action',
    group,
    'Stop Container Group',
    'Stops a specific container group. Compute resources will be deallocated and billing will stop.',
  ],
  ['containerGroups/start/action', group, 'Start Container Group', 'Starts a specific container group.'],
  ['containerGroups/containers/logs/read', group, 'Get Container Logs', 'Get logs for a specific container.'],
  [
    'containerGroups/containers/exec/action',
    group,
    'Exec Into a Container',
    'Exec into a specific container.',
  ],
  [
    'containerGroups/containers/attach/action',
    group,
    'Attach to the Output Stream',
    'Attach to the output stream of a container.',
  ],
  [
    'locations/cachedImages/read',
    'Cached Images',
    'Get cached images.',
    'Gets the cached images for the subscription in a region.',
  ],
  [
    'locations/capabilities/read',
    'Capabilities',
    'Get region capabilities',
    'Get the capabilities for a region.',
  ],
  ['locations/usages/read', 'Usage', 'Get Usages', 'Get the usage for a specific region.'],
  [
    'locations/operations/read',
    'Operation',
    'List Operations',
    'List the operations for Azure Container Instance service.',
  ],
].map(([name = '', resource = '', operation = '', description = '']) => ({
  name: `Microsoft.ContainerInstance/${name}`,
  display: { provider: 'Microsoft Container Instance', resource, operation, description },
  origin: 'User',
}));
