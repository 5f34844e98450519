/**
 * Azure Monitor's metrics of a container group (learn.microsoft.com "Metrics - List", 2024-02-01), and `docs/azure-facts.md`,
 * "Metrics and activity".
 */
import { apiVersions } from '../apiVersions.ts';
import { malformedAnswerAbout } from '../errors/malformedAnswer.ts';
import type { ArmClient } from '../http/armClient.ts';
import { queryString } from '../http/queryString.ts';
import { asString, asTime, itemsOfPage, readRows } from '../http/readJson.ts';
import type { AzureApi, Urgency } from '../../core/azureApi.ts';
import { asNumber, asObject, asObjects, isList, type Json, type JsonObject } from '../../core/json.ts';
import {
  type GroupMetrics,
  type MetricId,
  metricIds,
  type MetricSeries,
  type MetricsQuery,
} from '../../core/metrics/groupMetrics.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { groupPath } from './groupPath.ts';

export type MetricsApi = Pick<AzureApi, 'metrics'>;

/** What Azure calls them, and whether each container has its own. */
const azureMetrics: Readonly<Record<MetricId, { readonly name: string; readonly isPerContainer: boolean }>> =
  {
    cpu: { name: 'CpuUsage', isPerContainer: true },
    memory: { name: 'MemoryUsage', isPerContainer: true },
    networkIn: { name: 'NetworkBytesReceivedPerSecond', isPerContainer: false },
    networkOut: { name: 'NetworkBytesTransmittedPerSecond', isPerContainer: false },
  };

/** Ten series are answered unless more are asked for, and the others are left out silently; a group has 60 containers at most. */
const mostSeries = 60;

export function createMetricsApi(arm: ArmClient): MetricsApi {
  return {
    async metrics(ref, query, signal, urgency = 'user') {
      // A filter by what a metric doesn't have is refused, so the network has a request of its own.
      const requests = [true, false].flatMap(isPerContainer => {
        const metrics = query.metrics.filter(id => azureMetrics[id].isPerContainer === isPerContainer);
        return metrics.length === 0 ? [] : [readMetrics(arm, ref, { ...query, metrics }, signal, urgency)];
      });
      return aligned((await Promise.all(requests)).flat());
    },
  };
}

interface ReadSeries {
  readonly metric: MetricId;
  readonly container: string | undefined;
  /** Average and maximum by time. */
  readonly points: ReadonlyMap<number, readonly [average: number | null, maximum: number | null]>;
}

async function readMetrics(
  arm: ArmClient,
  ref: GroupRef,
  query: MetricsQuery,
  signal: AbortSignal,
  urgency: Urgency,
): Promise<readonly ReadSeries[]> {
  const { body } = await arm.send(ref, { method: 'GET', path: metricsPath(ref, query) }, signal, urgency);
  const answered = readRows(itemsOfPage(body), readMetric);
  // A metric without a sample is answered too, with no series.
  if (!query.metrics.every(id => answered.some(({ metric }) => metric === id))) {
    throw malformedAnswerAbout(`the metrics of '${ref.name}'`);
  }
  return answered.flatMap(({ series }) => series);
}

function metricsPath(ref: GroupRef, { metrics, from, to, step }: MetricsQuery): string {
  const isPerContainer = metrics.some(id => azureMetrics[id].isPerContainer);
  const search = queryString({
    'api-version': apiVersions.metrics,
    metricnames: metrics.map(id => azureMetrics[id].name).join(','),
    timespan: [from, to].map(timeOf).join('/'),
    interval: durationOf(step),
    aggregation: 'average,maximum',
    ...(isPerContainer ? { $filter: "containerName eq '*'", top: String(mostSeries) } : {}),
  });
  return `${groupPath(ref)}/providers/Microsoft.Insights/metrics?${search}`;
}

/** Without fractions of a second. */
function timeOf(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+/, '');
}

/** `PT1M`, `PT1H`: ISO 8601. */
function durationOf(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes % 60 === 0 ? `PT${minutes / 60}H` : `PT${minutes}M`;
}

interface ReadMetric {
  readonly metric: MetricId;
  readonly series: readonly ReadSeries[];
}

function readMetric(answered: JsonObject): ReadMetric | undefined {
  const name = asString(asObject(answered['name'])['value'])?.toLowerCase();
  const metric = metricIds.find(id => azureMetrics[id].name.toLowerCase() === name);
  const { timeseries } = answered;
  if (metric === undefined || !isList(timeseries)) return undefined;
  return { metric, series: readRows(timeseries.map(asObject), series => readSeries(metric, series)) };
}

function readSeries(metric: MetricId, series: JsonObject): ReadSeries | undefined {
  const { data } = series;
  if (!isList(data)) return undefined;
  const points = asObjects(data).flatMap(point => {
    const time = asTime(point['timeStamp']);
    return time === undefined
      ? []
      : [[time, [valueOf(point['average']), valueOf(point['maximum'])]] as const];
  });
  return { metric, container: containerOf(series), points: new Map(points) };
}

/** The dimension's name comes in lower case, whatever the case that it was asked in. */
function containerOf(series: JsonObject): string | undefined {
  const dimension = asObjects(series['metadatavalues']).find(
    each => asString(asObject(each['name'])['value'])?.toLowerCase() === 'containername',
  );
  return asString(dimension?.['value']);
}

/** A point without a sample has its time only. */
function valueOf(value: Json | undefined): number | null {
  return asNumber(value) ?? null;
}

/** All series over the same times. */
function aligned(read: readonly ReadSeries[]): GroupMetrics {
  const times = [...new Set(read.flatMap(({ points }) => [...points.keys()]))].sort((a, b) => a - b);
  const series = read.map(({ metric, container, points }): MetricSeries => ({
    metric,
    container,
    average: times.map(time => points.get(time)?.[0] ?? null),
    maximum: times.map(time => points.get(time)?.[1] ?? null),
  }));
  return { times, series };
}
