/** The query of a metrics request. */
import { ArmError } from '../arm/armError.ts';
import { readFilter, readTime } from '../arm/lists/odataFilter.ts';
import { minute, type TimeSteps } from './metricSamples.ts';

/** Time grains by their ISO 8601 durations, in ms. */
export const grains: Readonly<Record<string, number>> = {
  PT1M: minute,
  PT5M: 5 * minute,
  PT15M: 15 * minute,
  PT30M: 30 * minute,
  PT1H: 60 * minute,
  PT6H: 360 * minute,
  PT12H: 720 * minute,
  P1D: 1440 * minute,
};

export interface MetricQuery extends TimeSteps {
  readonly names: readonly string[];
  readonly interval: string;
  /** In lower case. */
  readonly aggregations: readonly string[];
  /** As `readContainers` has them. */
  readonly containers: readonly string[] | undefined;
  /** How many time series of a metric are answered, at most: 10 by default; the others are dropped silently. */
  readonly top: number;
  /** Whether a filter by what a metric doesn't have is refused: so by default. */
  readonly validatesDimensions: boolean;
}

/** @throws ArmError 400 for a query that Azure Monitor does not understand. */
export function readMetricQuery({ searchParams: query }: URL, now: number): MetricQuery {
  const interval = query.get('interval') ?? 'PT1M';
  const { from, to } = readTimespan(query.get('timespan'), now);
  const top = Number(query.get('top') ?? 10);
  if (!Number.isInteger(top)) throw new ArmError(400, 'BadRequest', `Invalid top: '${query.get('top')}'`);
  return {
    names: (query.get('metricnames') ?? 'CpuUsage').split(',').map(each => each.trim()),
    interval,
    from,
    to,
    step: interval.toUpperCase() === 'FULL' ? to - from : grainOf(interval),
    aggregations: (query.get('aggregation') ?? 'Average').toLowerCase().split(','),
    containers: readContainers(query.get('$filter')),
    top,
    validatesDimensions: query.get('ValidateDimensions')?.toLowerCase() !== 'false',
  };
}

/** Names of containers in lower case, `*` for each; undefined where no filter asks for containers. */
function readContainers(filter: string | null): readonly string[] | undefined {
  const comparisons = readFilter(filter)
    .flat()
    .filter(({ property }) => property === 'containername');
  return comparisons.length === 0 ? undefined : comparisons.map(({ value }) => value.toLowerCase());
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

/** A text with invalid escapes stays as it is. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
