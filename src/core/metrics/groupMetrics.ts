/** What a container group used over time, as plain data. */

export type MetricId = 'cpu' | 'memory' | 'networkIn' | 'networkOut';

/** In the order in which they are shown. */
export const metricIds: readonly MetricId[] = ['cpu', 'memory', 'networkIn', 'networkOut'];

/** What the values of a metric are: thousandths of a vCPU, bytes, bytes per second. */
export type MetricUnit = 'millicores' | 'bytes' | 'bytesPerSecond';

export const metricUnits: Readonly<Record<MetricId, MetricUnit>> = {
  cpu: 'millicores',
  memory: 'bytes',
  networkIn: 'bytesPerSecond',
  networkOut: 'bytesPerSecond',
};

/** Which times are asked for: ms since the epoch, and ms from one point to the next. */
export interface MetricsQuery {
  readonly metrics: readonly MetricId[];
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** One line of a chart. */
export interface MetricSeries {
  readonly metric: MetricId;
  /** Undefined: the group as a whole, whose containers share one network. */
  readonly container: string | undefined;
  /** One for each of `GroupMetrics.times`; null where nothing was measured. */
  readonly average: readonly (number | null)[];
  readonly maximum: readonly (number | null)[];
}

export interface GroupMetrics {
  /** ms since the epoch, ascending: the beginning of what each point stands for. */
  readonly times: readonly number[];
  readonly series: readonly MetricSeries[];
}

/** Whether anything was measured at all. */
export function hasSamples({ series }: GroupMetrics): boolean {
  return series.some(({ average }) => average.some(value => value !== null));
}

/** The last value that was measured, and when; undefined where there is none. */
export function latest(
  { times }: Pick<GroupMetrics, 'times'>,
  { average }: Pick<MetricSeries, 'average'>,
): { readonly at: number; readonly value: number } | undefined {
  const index = average.findLastIndex(value => value !== null);
  const [at, value] = [times[index], average[index]];
  return at === undefined || value === undefined || value === null ? undefined : { at, value };
}
