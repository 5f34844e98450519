/** The operations that `Microsoft.ContainerInstance` lists, in words as recorded. */
import { groupMetrics, type Metric } from '../../monitor/metricDefinitions.ts';
import { isIn } from '../apiVersions.ts';
import type { JsonObject } from '../../json.ts';

const group = 'Container Group';
const insights = 'containerGroups/providers/Microsoft.Insights';
const subnetNotification = 'Delete virtual network or subnet notification';

/** `value` of the list, as an api-version knows it. */
export function providerOperations(version: string): JsonObject[] {
  return [
    operation(
      'register/action',
      group,
      'Register Microsoft Container Instance',
      'Registers the subscription for the container instance resource provider and enables the creation of container groups.',
    ),
    operation('containerGroups/read', group, 'Get Container Groups', 'Get all container goups.'),
    operation(
      'containerGroups/write',
      group,
      'Create or update Container Group',
      'Create or update a specific container group.',
    ),
    operation(
      'containerGroups/delete',
      group,
      'Delete Container Group',
      'Delete the specific container group.',
    ),
    operation(
      'containerGroups/restart/action',
      group,
      'Restart Container Group',
      'Restarts a specific container group.',
    ),
    operation(
      'containerGroups/stop/action',
      group,
      'Stop Container Group',
      'Stops a specific container group. Compute resources will be deallocated and billing will stop.',
    ),
    operation(
      'containerGroups/start/action',
      group,
      'Start Container Group',
      'Starts a specific container group.',
    ),
    operation(
      'containerGroups/containers/logs/read',
      group,
      'Get Container Logs',
      'Get logs for a specific container.',
    ),
    operation(
      'containerGroups/containers/exec/action',
      group,
      'Exec Into a Container',
      'Exec into a specific container.',
    ),
    ...(isIn(version, '2021-03-01') ? [attach] : []),
    operation(
      'locations/cachedImages/read',
      'Cached Images',
      'Get cached images.',
      'Gets the cached images for the subscription in a region.',
    ),
    operation(
      'locations/capabilities/read',
      'Capabilities',
      'Get Capabilities',
      'Get the capabilities for a region.',
    ),
    operation(
      'locations/usages/read',
      'Usages',
      'Get Regional Usage',
      'Get the usage for a specific region.',
    ),
    metricDefinitions,
    operation(
      `${insights}/diagnosticSettings/read`,
      group,
      'Read Diagnostic Setting',
      'Gets the diagnostic setting for the container group.',
    ),
    operation(
      `${insights}/diagnosticSettings/write`,
      group,
      'Write Diagnostic Setting',
      'Creates or updates the diagnostic setting for the container group.',
    ),
    operation(
      'locations/deleteVirtualNetworkOrSubnets/action',
      subnetNotification,
      subnetNotification,
      'Notifies Microsoft.ContainerInstance that virtual network or subnet is being deleted.',
    ),
  ];
}

function operation(
  name: string,
  resource: string,
  title: string,
  description: string,
  origin = 'User',
): JsonObject {
  return {
    name: `Microsoft.ContainerInstance/${name}`,
    display: { provider: 'Microsoft Container Instance', resource, operation: title, description },
    origin,
  };
}

const attach = operation(
  'containerGroups/containers/attach/action',
  group,
  'Attach to the Output Stream',
  'Attach to the output stream of a container.',
);

const metricDefinitions: JsonObject = {
  ...operation(
    `${insights}/metricDefinitions/read`,
    group,
    'Read container group metric definitions',
    'Gets the available metrics for container group.',
    'System',
  ),
  properties: { serviceSpecification: { metricSpecifications: groupMetrics.map(metricSpecification) } },
};

function metricSpecification({ name, display, description, unit, perContainer }: Metric): JsonObject {
  return {
    name,
    displayName: display,
    displayDescription: description,
    unit,
    aggregationType: 'Average',
    supportedAggregationTypes: ['Maximum', 'Minimum', 'Average'],
    supportedTimeGrainTypes: ['PT1M', 'PT5M', 'PT15M', 'PT30M', 'PT1H', 'PT6H', 'PT12H', 'PT1D'],
    enableRegionalMdmAccount: true,
    sourceMdmAccount: 'MicrosoftContainerInstanceShoebox',
    sourceMdmNamespace: 'AzureMonitoringMetrics',
    fillGapWithZero: false,
    ...(perContainer
      ? {
          dimensions: [
            { name: 'containerName', displayName: 'Container Name', toBeExportedForShoebox: true },
          ],
        }
      : {}),
  };
}
