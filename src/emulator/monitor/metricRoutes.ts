/** Azure Monitor's metrics of a container group: which there are, and their values. */
import type { ArmContext } from '../arm/context.ts';
import { ArmError, gatewayError } from '../arm/armError.ts';
import type { Group } from '../arm/estate.ts';
import { readFilter, readTime } from '../arm/lists/odataFilter.ts';
import { groupId } from '../arm/containerGroups/groupResponse.ts';
import type { Request, Response, Route } from '../arm/route.ts';
import { type ProviderType, providerVersion } from '../arm/apiVersions.ts';
import type { JsonObject } from '../containers/runtime.ts';
import { type MetricName, minute, type Series, seriesOf } from './metricSamples.ts';
import { metricDefinitions, metricNamespaces, metrics } from './apiVersions.ts';

const namespace = 'Microsoft.ContainerInstance/containerGroups';

interface Metric {
  readonly name: MetricName;
  readonly display: string;
  readonly description: string;
  readonly unit: 'Count' | 'Bytes';
  /** Whether each container has its own. */
  readonly perContainer: boolean;
}

/** In the words of the provider's own metric specifications. */
const all: readonly Metric[] = [
  {
    name: 'CpuUsage',
    display: 'CPU Usage',
    description: 'CPU usage on all cores in millicores.',
    unit: 'Count',
    perContainer: true,
  },
  {
    name: 'MemoryUsage',
    display: 'Memory Usage',
    description: 'Total memory usage in byte.',
    unit: 'Bytes',
    perContainer: true,
  },
  {
    name: 'NetworkBytesReceivedPerSecond',
    display: 'Network Bytes Received Per Second',
    description: 'The network bytes received per second.',
    unit: 'Bytes',
    perContainer: false,
  },
  {
    name: 'NetworkBytesTransmittedPerSecond',
    display: 'Network Bytes Transmitted Per Second',
    description: 'The network bytes transmitted per second.',
    unit: 'Bytes',
    perContainer: false,
  },
];

const grains: Readonly<Record<string, number>> = {
  PT1M: minute,
  PT5M: 5 * minute,
  PT15M: 15 * minute,
  PT30M: 30 * minute,
  PT1H: 60 * minute,
  PT6H: 360 * minute,
  PT12H: 720 * minute,
  P1D: 1440 * minute,
};

export function metricRoutes(arm: ArmContext): Route[] {
  const route = (
    name: string,
    type: ProviderType,
    answer: (group: Group, request: Request) => Response,
  ): Route => ({
    method: 'GET',
    path: new RegExp(
      `^/subscriptions/(?<subscription>[^/]+)/resourceGroups/(?<group>[^/]+)/providers/Microsoft\\.ContainerInstance/containerGroups/(?<name>[^/]+)/providers/Microsoft\\.Insights/${name}$`,
      'i',
    ),
    access: 'arm',
    answer(request) {
      providerVersion(request, 'global', type);
      const { subscription = '', group = '', name: groupName = '' } = request.params;
      const found = arm.estate.group({
        subscriptionId: subscription,
        resourceGroup: group,
        name: groupName,
      });
      if (!found) throw noSuchResource(request);
      return answer(found, request);
    },
  });
  return [
    route('metricDefinitions', metricDefinitions, group => ({
      status: 200,
      body: { value: all.map(metric => definition(group, metric)) },
    })),
    route('metricNamespaces', metricNamespaces, group => ({
      status: 200,
      body: {
        value: [
          {
            id: `${groupId(group)}/providers/Microsoft.Insights/metricNamespaces/${namespace}`,
            type: 'Microsoft.Insights/metricNamespaces',
            name: namespace,
            classification: 'Platform',
            properties: { metricNamespaceName: namespace },
          },
        ],
      },
    })),
    route('metrics', metrics, (group, request) => ({ status: 200, body: values(arm, group, request) })),
  ];
}

function noSuchResource({ params: { group = '', name = '' } }: Request): ArmError {
  const message = `The Resource '${namespace}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`;
  return gatewayError(404, 'ResourceNotFound', message);
}

function definition(group: Group, { name, display, description, unit, perContainer }: Metric): JsonObject {
  return {
    id: `${groupId(group)}/providers/microsoft.insights/metricdefinitions/${name}`,
    resourceId: groupId(group),
    namespace,
    name: { value: name, localizedValue: display },
    displayDescription: description,
    isDimensionRequired: false,
    unit,
    primaryAggregationType: 'Average',
    supportedAggregationTypes: ['Average', 'Minimum', 'Maximum'],
    metricAvailabilities: Object.keys(grains).map(timeGrain => ({ timeGrain, retention: 'P93D' })),
    ...(perContainer ? { dimensions: [{ value: 'containerName', localizedValue: 'Container Name' }] } : {}),
  };
}

/** The answer to a query (`GetMetric` example of Microsoft.Insights 2024-02-01). */
function values(arm: ArmContext, group: Group, { url }: Request): JsonObject {
  const query = url.searchParams;
  const names = (query.get('metricnames') ?? 'CpuUsage').split(',').map(each => each.trim());
  const interval = query.get('interval') ?? 'PT1M';
  const { from, to } = readTimespan(query.get('timespan'), arm.clock.now());
  const step = interval.toUpperCase() === 'FULL' ? to - from : grainOf(interval);
  const aggregations = (query.get('aggregation') ?? 'Average').toLowerCase().split(',');
  const wanted = containersOf(query.get('$filter'));
  // Only `top` series of a filtered query are told, ten where nothing is said, and no word of the others.
  const top = Number(query.get('top') ?? 10);
  if (!Number.isInteger(top)) throw new ArmError(400, 'BadRequest', `Invalid top: '${query.get('top')}'`);
  return {
    cost: Math.max(0, Math.round((to - from) / minute) - 1),
    timespan: `${seconds(from)}/${seconds(to)}`,
    interval,
    value: names.map(name => {
      const metric = metricNamed(name);
      const lines = linesOf(seriesOf(group, metric.name, from, to), metric, wanted).slice(0, top);
      return {
        id: `${groupId(group)}/providers/Microsoft.Insights/metrics/${metric.name}`,
        type: 'Microsoft.Insights/metrics',
        name: { value: metric.name, localizedValue: metric.display },
        displayDescription: metric.description,
        unit: metric.unit,
        timeseries: lines.map(({ container, series }) => ({
          metadatavalues:
            container === undefined
              ? []
              : [{ name: { value: 'containername', localizedValue: 'containername' }, value: container }],
          data: points(series, { from, to, step }, aggregations),
        })),
        errorCode: 'Success',
      };
    }),
    namespace,
    resourceregion: group.location,
  };
}

interface Line {
  /** Undefined: all together. */
  readonly container: string | undefined;
  readonly series: readonly Series[];
}

/** A line for each container that the filter wants, or one of all; none where nothing ran. */
function linesOf(
  series: readonly Series[],
  { perContainer }: Metric,
  wanted: readonly string[] | undefined,
): Line[] {
  const ran = series.filter(({ samples }) => samples.length > 0);
  if (ran.length === 0) return [];
  if (!wanted || !perContainer) return [{ container: undefined, series: ran }];
  return ran
    .filter(({ container }) => wanted.includes('*') || wanted.includes(container.toLowerCase()))
    .map(each => ({ container: each.container, series: [each] }));
}

/** One for each step; where nothing was measured, it has its time only. */
function points(
  series: readonly Series[],
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
  aggregations: readonly string[],
): JsonObject[] {
  const samples = series.flatMap(each => each.samples);
  const first = Math.floor(from / minute) * minute;
  const bins = new Map<number, number[]>();
  for (const { at, value } of samples) {
    const bin = Math.floor((at - first) / step);
    const values = bins.get(bin) ?? [];
    values.push(value);
    bins.set(bin, values);
  }
  return Array.from({ length: Math.ceil((to - first) / step) }, (_, index) => {
    const timeStamp = seconds(first + index * step);
    return { timeStamp, ...aggregated(bins.get(index) ?? [], aggregations) };
  });
}

function aggregated(values: readonly number[], aggregations: readonly string[]): JsonObject {
  if (values.length === 0) return {};
  const total = values.reduce((sum, each) => sum + each, 0);
  const known: Record<string, number> = {
    average: total / values.length,
    minimum: values.reduce((least, each) => Math.min(least, each), Infinity),
    maximum: values.reduce((most, each) => Math.max(most, each), -Infinity),
    total,
    count: values.length,
  };
  return Object.fromEntries(Object.entries(known).filter(([name]) => aggregations.includes(name)));
}

/** Names of containers in lower case, `*` for each; undefined where no filter asks for containers. */
function containersOf(filter: string | null): readonly string[] | undefined {
  const asked = readFilter(filter)
    .flat()
    .filter(({ property }) => property === 'containername');
  return asked.length === 0 ? undefined : asked.map(({ value }) => value.toLowerCase());
}

function metricNamed(name: string): Metric {
  const found = all.find(each => each.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const message = `Failed to find metric configuration for provider: Microsoft.ContainerInstance, resource Type: containerGroups, metric: ${name}, Valid metrics: ${all.map(each => each.name).join(',')}`;
  throw new ArmError(400, 'BadRequest', message);
}

function grainOf(interval: string): number {
  const grain = grains[interval.toUpperCase().replace('PT24H', 'P1D').replace('PT1D', 'P1D')];
  if (grain !== undefined) return grain;
  const message = `Detected invalid time grain input: ${interval}. Allowed time grains: ${Object.keys(grains).join(',')}`;
  throw new ArmError(400, 'BadRequest', message);
}

/**
 * `a/b`; the last hour where nothing is said. Longer than 31 days is cut, silently. Azure CLI escapes it twice
 * (azure-cli, recordings of `test_monitor_metrics_scenario`), which the service takes.
 */
function readTimespan(timespan: string | null, now: number): { readonly from: number; readonly to: number } {
  if (timespan === null) return { from: now - 60 * minute, to: now };
  const [from = Number.NaN, to = Number.NaN] = unescaped(timespan).split('/').map(readTime);
  if (Number.isNaN(from) || Number.isNaN(to) || from >= to) {
    throw new ArmError(400, 'BadRequest', `Invalid time interval input: '${timespan}'`);
  }
  return { from: Math.max(from, to - 31 * 1440 * minute), to };
}

/** A text whose escapes make no sense stays as it is. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function seconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+/, '');
}
