/** How busy a group is at the moment: CPU and memory of all its containers together, over the last half hour. */
import type { AzureApi } from '../azureApi.ts';
import type { Clock } from '../clock.ts';
import { type ContainerGroup, groupKey } from '../model/containerGroup.ts';
import { groupState } from '../model/groupState.ts';
import { limitsOf } from './containerLimits.ts';
import { type GroupMetrics, hasSamples, latest } from './groupMetrics.ts';
import { rangeQuery } from './metricRanges.ts';

const loadMetrics = ['cpu', 'memory'] as const;

export interface LoadLine {
  readonly metric: (typeof loadMetrics)[number];
  /** One for each minute, in the metric's unit; null where nothing was measured. */
  readonly values: readonly (number | null)[];
  /** The last one that was measured. */
  readonly latest: number;
  /** What the containers may use together; undefined where Azure doesn't say of one of them. */
  readonly limit: number | undefined;
}

/** The lines of what was measured; none where nothing was. */
export function loadLines(group: ContainerGroup, metrics: GroupMetrics): readonly LoadLine[] {
  if (!hasSamples(metrics)) return [];
  return loadMetrics.flatMap(metric => {
    const series = metrics.series.filter(each => each.metric === metric);
    const values = metrics.times.map((_, index) => sum(series.map(({ average }) => average[index] ?? null)));
    const last = latest(metrics, { average: values });
    if (!last) return [];
    const limits = group.containers.map(container => limitsOf(container, metric).limit);
    const isKnown = limits.every(limit => limit !== undefined);
    const limit = isKnown ? limits.reduce<number>((total, each) => total + each, 0) : undefined;
    return [{ metric, values, latest: last.value, limit }];
  });
}

/** Null where none was measured. */
function sum(values: readonly (number | null)[]): number | null {
  const measured = values.filter(value => value !== null);
  return measured.length === 0 ? null : measured.reduce((total, value) => total + value, 0);
}

/** So long (ms) an answer is good, and a failure is not tried again. */
const maxAge = 60_000;

interface CachedLoad {
  readonly at: number;
  readonly lines: Promise<readonly LoadLine[]>;
}

/** Reads how busy groups are where somebody asks, once a minute for each group at most. */
export class GroupLoadCache {
  readonly #deps: { readonly aci: Pick<AzureApi, 'metrics'>; readonly clock: Clock };
  readonly #cached = new Map<string, CachedLoad>();
  readonly #controller = new AbortController();

  constructor(deps: { readonly aci: Pick<AzureApi, 'metrics'>; readonly clock: Clock }) {
    this.#deps = deps;
  }

  /** None where Azure has measured nothing, or doesn't say. Never throws. */
  read(group: ContainerGroup): Promise<readonly LoadLine[]> {
    if (!isMeasured(group)) return Promise.resolve([]);
    const now = this.#deps.clock.now();
    for (const [key, { at }] of this.#cached) if (now - at >= maxAge) this.#cached.delete(key);
    const key = groupKey(group.ref);
    const known = this.#cached.get(key);
    if (known) return known.lines;
    const lines = this.#ask(group, now);
    this.#cached.set(key, { at: now, lines });
    return lines;
  }

  dispose(): void {
    this.#controller.abort();
  }

  async #ask(group: ContainerGroup, now: number): Promise<readonly LoadLine[]> {
    try {
      const query = rangeQuery('30min', now, loadMetrics);
      const { signal } = this.#controller;
      return loadLines(group, await this.#deps.aci.metrics(group.ref, query, signal, 'background'));
    } catch {
      return []; // a tooltip is no place for what went wrong with an extra of it
    }
  }
}

/** Of what doesn't run, nothing is measured, and of Windows nothing at all. */
function isMeasured(group: ContainerGroup): boolean {
  const state = groupState(group);
  return group.osType === 'Linux' && (state === 'running' || state === 'crashLooping');
}
