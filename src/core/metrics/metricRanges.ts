/** The spans of time that metrics are shown for. */
import { metricIds, type MetricsQuery } from './groupMetrics.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export type MetricRangeId = '30min' | '1h' | '6h' | '24h' | '7d' | '30d';

interface MetricRange {
  /** ms. */
  readonly length: number;
  /** ms from one point to the next: one of the grains that Azure Monitor has for container groups. */
  readonly step: number;
}

/**
 * A series has 720 points at most: with 60 containers, an answer is some megabytes then. Grains: learn.microsoft.com,
 * "Supported metrics for Microsoft.ContainerInstance/containerGroups" (PT1M, PT5M, PT15M, PT30M, PT1H, PT6H, PT12H).
 */
export const metricRanges: Readonly<Record<MetricRangeId, MetricRange>> = {
  '30min': { length: 30 * minute, step: minute },
  '1h': { length: hour, step: minute },
  '6h': { length: 6 * hour, step: minute },
  '24h': { length: day, step: 5 * minute },
  '7d': { length: 7 * day, step: 30 * minute },
  '30d': { length: 30 * day, step: hour },
};

export const metricRangeIds = Object.keys(metricRanges) as readonly MetricRangeId[];

export function isMetricRange(value: unknown): value is MetricRangeId {
  return typeof value === 'string' && Object.hasOwn(metricRanges, value);
}

/** What to ask for to show the range up to `now` (ms since the epoch). Points begin at whole steps. */
export function rangeQuery(
  range: MetricRangeId,
  now: number,
  metrics: MetricsQuery['metrics'] = metricIds,
): MetricsQuery {
  const { length, step } = metricRanges[range];
  const to = Math.ceil(now / minute) * minute;
  return { metrics, from: Math.floor((to - length) / step) * step, to, step };
}

/** How many ms later there is something new to show: Azure measures once a minute. */
export function refreshInterval(range: MetricRangeId): number {
  return Math.min(metricRanges[range].step, 5 * minute);
}
