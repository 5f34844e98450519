/** From samples to the points that Azure Monitor answers with. */
import type { JsonObject } from '../json.ts';
import type { Metric } from './metricDefinitions.ts';
import { minute, type Sample, type Series, type TimeSteps } from './metricSamples.ts';

export interface Line {
  /** Undefined: all together. */
  readonly container: string | undefined;
  readonly series: readonly Series[];
}

/** A line for each of `containers`, one for all of them where it is undefined; none where nothing ran. */
export function linesOf(
  series: readonly Series[],
  { perContainer }: Metric,
  containers: readonly string[] | undefined,
): Line[] {
  const ran = series.filter(({ samples }) => samples.length > 0);
  if (ran.length === 0) return [];
  // The network is the group's: its containers share it. Of what each has its own, Azure Monitor takes the average.
  if (!perContainer) return [{ container: undefined, series: [sumOf(ran)] }];
  if (!containers) return [{ container: undefined, series: ran }];
  return ran
    .filter(({ container }) => containers.includes('*') || containers.includes(container.toLowerCase()))
    .map(each => ({ container: each.container, series: [each] }));
}

function sumOf(series: readonly Series[]): Series {
  const sums = new Map<number, Sample>();
  for (const { at, value, minutes } of series.flatMap(({ samples }) => samples)) {
    sums.set(at, { at, value: (sums.get(at)?.value ?? 0) + value, minutes });
  }
  return { container: '', samples: [...sums.values()] };
}

/** One point for each step; where nothing was measured, it has its time only. */
export function points(
  series: readonly Series[],
  { from, to, step }: TimeSteps,
  aggregations: readonly string[],
): JsonObject[] {
  const samples = series.flatMap(each => each.samples);
  const first = Math.floor(from / minute) * minute;
  const bins = new Map<number, Sample[]>();
  for (const sample of samples) {
    const bin = Math.floor((sample.at - first) / step);
    const binned = bins.get(bin) ?? [];
    binned.push(sample);
    bins.set(bin, binned);
  }
  return Array.from({ length: Math.ceil((to - first) / step) }, (_, index) => {
    const timeStamp = seconds(first + index * step);
    return { timeStamp, ...aggregated(bins.get(index) ?? [], aggregations) };
  });
}

function aggregated(samples: readonly Sample[], aggregations: readonly string[]): JsonObject {
  if (samples.length === 0) return {};
  const total = samples.reduce((sum, { value, minutes }) => sum + value * minutes, 0);
  const count = samples.reduce((sum, { minutes }) => sum + minutes, 0);
  const known: Record<string, number> = {
    average: total / count,
    minimum: samples.reduce((least, { value }) => Math.min(least, value), Infinity),
    maximum: samples.reduce((most, { value }) => Math.max(most, value), -Infinity),
    total,
    count,
  };
  return Object.fromEntries(Object.entries(known).filter(([name]) => aggregations.includes(name)));
}

/** A time without fractions of a second. */
export function seconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+/, '');
}
