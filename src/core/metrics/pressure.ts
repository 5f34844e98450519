/** What metrics say about why a container fails or is slow. */
import type { Container } from '../model/containerGroup.ts';
import { limitsOf } from './containerLimits.ts';
import type { GroupMetrics, MetricId, MetricSeries } from './groupMetrics.ts';

const minute = 60_000;

/** A value of a container's metric at a time (ms since the epoch), and the limit that it is compared with. */
export interface MetricReading {
  readonly at: number;
  readonly value: number;
  readonly limit: number;
}

/**
 * Memory counts as full from this share of its limit on: Azure measures once a minute, and what comes after the last
 * measurement before a kill isn't seen.
 */
const fullMemory = 0.9;
/** The last measurement before an end is no older than this, ms. */
const beforeEnd = 5 * minute;

/** The highest use of memory in the last minutes before `endedAt`, where that was at the container's limit. */
export function fullMemoryBefore(
  metrics: GroupMetrics,
  container: Container,
  endedAt: number,
): MetricReading | undefined {
  const { limit } = limitsOf(container, 'memory');
  const series = seriesOf(metrics, 'memory', container.name);
  if (limit === undefined || !series) return undefined;
  const readings = readingsOf(metrics, series, endedAt - beforeEnd, endedAt);
  const highest = readings.reduce<Reading | undefined>(
    (most, each) => (most && most.value >= each.value ? most : each),
    undefined,
  );
  return highest && highest.value >= limit * fullMemory ? { ...highest, limit } : undefined;
}

/** The CPU counts as exhausted where most of so many minutes were at the limit. */
const starvedFor = 15 * minute;
const exhaustedCpu = 0.95;
const fewestReadings = 8;

/** The average use of CPU over the last quarter of an hour, where most of that time it was at the container's limit. */
export function exhaustedCpuOf(
  metrics: GroupMetrics,
  container: Container,
  now: number,
): MetricReading | undefined {
  const { limit } = limitsOf(container, 'cpu');
  const series = seriesOf(metrics, 'cpu', container.name);
  if (limit === undefined || !series) return undefined;
  const readings = readingsOf(metrics, { ...series, maximum: series.average }, now - starvedFor, now);
  const atLimit = readings.filter(({ value }) => value >= limit * exhaustedCpu);
  const last = readings.at(-1);
  if (!last || readings.length < fewestReadings || atLimit.length < readings.length * 0.8) return undefined;
  const average = readings.reduce((sum, { value }) => sum + value, 0) / readings.length;
  return { at: last.at, value: average, limit };
}

/** For how many ms nothing was received at all; undefined where something was, or too little was measured to tell. */
export function nothingReceivedFor(metrics: GroupMetrics): number | undefined {
  const series = seriesOf(metrics, 'networkIn', undefined);
  if (!series) return undefined;
  const readings = readingsOf(metrics, series, -Infinity, Infinity);
  const [first, last] = [readings[0], readings.at(-1)];
  if (!first || !last || readings.length < fewestReadings) return undefined;
  return readings.every(({ value }) => value < 1) ? last.at - first.at + minute : undefined;
}

interface Reading {
  readonly at: number;
  readonly value: number;
}

export function seriesOf(
  { series }: GroupMetrics,
  metric: MetricId,
  container: string | undefined,
): MetricSeries | undefined {
  const wanted = container?.toLowerCase();
  return series.find(each => each.metric === metric && each.container?.toLowerCase() === wanted);
}

/** What was measured between two times: the highest value of each point. */
function readingsOf(
  { times }: GroupMetrics,
  { average, maximum }: Pick<MetricSeries, 'average' | 'maximum'>,
  from: number,
  to: number,
): readonly Reading[] {
  return times.flatMap((at, index) => {
    const value = maximum[index] ?? average[index] ?? null;
    return value === null || at < from || at > to ? [] : [{ at, value }];
  });
}
