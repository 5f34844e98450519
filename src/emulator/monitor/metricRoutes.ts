/** Azure Monitor's metrics of a container group: their definitions, and their values. */
import { randomUUID } from 'node:crypto';
import type { ArmContext } from '../arm/context.ts';
import { ArmError } from '../arm/armError.ts';
import type { Group } from '../arm/estate.ts';
import { containerGroupType, groupId } from '../arm/containerGroups/groupId.ts';
import { groupPath } from '../arm/containerGroups/requestedGroup.ts';
import { requestedKey, requestedNotFound } from '../arm/resources/requestedResources.ts';
import { armRoute, listResponse, type Request, type Response, type Route } from '../arm/route.ts';
import { type ProviderType, providerVersion } from '../arm/apiVersions.ts';
import type { JsonObject } from '../json.ts';
import { linesOf, points, seconds } from './metricAggregation.ts';
import { groupMetrics, type Metric } from './metricDefinitions.ts';
import { grains, type MetricQuery, readMetricQuery } from './metricQuery.ts';
import { minute, seriesOf } from './metricSamples.ts';
import { metricDefinitions, metricNamespaces, metrics } from './apiVersions.ts';

export function metricRoutes({ estate, clock }: ArmContext): Route[] {
  const route = (
    name: string,
    type: ProviderType,
    answer: (group: Group, request: Request) => Response,
  ): Route =>
    armRoute(
      'GET',
      `${groupPath}/providers/Microsoft\\.Insights/${name}`,
      request => providerVersion(request, 'global', type),
      request => {
        const group = estate.group(requestedKey(request));
        if (!group) throw requestedNotFound(request, containerGroupType);
        return answer(group, request);
      },
    );
  return [
    route('metricDefinitions', metricDefinitions, group =>
      listResponse(groupMetrics.map(metric => definition(group, metric))),
    ),
    route('metricNamespaces', metricNamespaces, group =>
      listResponse([
        {
          id: `${groupId(group)}/providers/Microsoft.Insights/metricNamespaces/${containerGroupType}`,
          type: 'Microsoft.Insights/metricNamespaces',
          name: containerGroupType,
          classification: 'Platform',
          properties: { metricNamespaceName: containerGroupType },
        },
      ]),
    ),
    route('metrics', metrics, (group, { url }) => metricResponse(group, url, clock.now())),
  ];
}

function definition(group: Group, { name, display, description, unit, perContainer }: Metric): JsonObject {
  return {
    id: `${groupId(group)}/providers/microsoft.insights/metricdefinitions/${name}`,
    resourceId: groupId(group),
    namespace: containerGroupType,
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

/**
 * The service puts its errors into no envelope (learn.microsoft.com "How to migrate from the metrics API to the getBatch
 * API" compares both).
 */
function metricResponse(group: Group, url: URL, now: number): Response {
  try {
    return { status: 200, body: metricValues(group, readMetricQuery(url, now)) };
  } catch (error) {
    if (!(error instanceof ArmError)) throw error;
    return { status: error.status, body: { code: error.code, message: error.message } };
  }
}

/** The answer to a query (`GetMetric` example of Microsoft.Insights 2024-02-01). */
function metricValues(group: Group, query: MetricQuery): JsonObject {
  const { names, from, to, interval } = query;
  return {
    cost: Math.max(0, Math.round((to - from) / minute) - 1),
    timespan: `${seconds(from)}/${seconds(to)}`,
    interval,
    value: names.map(name => valuesOf(group, metricNamed(name), query)),
    namespace: containerGroupType,
    resourceregion: group.location,
  };
}

function valuesOf(group: Group, metric: Metric, query: MetricQuery): JsonObject {
  const { containers, top, aggregations, validatesDimensions } = query;
  if (containers && !metric.perContainer && validatesDimensions) throw unsupportedDimension(metric);
  const lines = linesOf(seriesOf(group, metric.name, query), metric, containers).slice(0, top);
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
      data: points(series, query, aggregations),
    })),
    errorCode: 'Success',
  };
}

function unsupportedDimension({ name }: Metric): ArmError {
  const message = `Metric: ${name} does not support requested dimension combination: containername, supported ones are: , TraceId: {${randomUUID()}}`;
  return new ArmError(400, 'BadRequest', message);
}

function metricNamed(name: string): Metric {
  const found = groupMetrics.find(each => each.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const message = `Failed to find metric configuration for provider: Microsoft.ContainerInstance, resource Type: containerGroups, metric: ${name}, Valid metrics: ${groupMetrics.map(each => each.name).join(',')}`;
  throw new ArmError(400, 'BadRequest', message);
}
