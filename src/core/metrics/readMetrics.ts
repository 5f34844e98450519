/** The metrics of a group with all that explains them, as data: for the page, and for whoever asks without an editor. */
import type { ActivityEntry } from '../activity/activityEntry.ts';
import type { AzureApi, Urgency } from '../azureApi.ts';
import type { Clock } from '../clock.ts';
import { AciError, isAbort } from '../errors.ts';
import type { ContainerGroup, GroupRef } from '../model/containerGroup.ts';
import { containersOfGroup } from '../model/containerGroup.ts';
import { type ContainerLimits, limitsOf } from './containerLimits.ts';
import { type GroupMetrics, hasSamples, type MetricId } from './groupMetrics.ts';
import { type MetricMark, findMarks } from './marks.ts';
import { type MetricRangeId, rangeQuery } from './metricRanges.ts';
import { type NoData, whyNoSamples } from './noData.ts';
import { fullMemoryBefore } from './pressure.ts';

export interface ReadMetricsDeps {
  readonly aci: Pick<AzureApi, 'metrics' | 'activity'>;
  readonly clock: Pick<Clock, 'now'>;
  /** The group with its instance view. Throws `AciError('notFound')` where it is gone. */
  readonly readGroup: (ref: GroupRef, signal: AbortSignal) => Promise<ContainerGroup>;
}

export interface MetricsReport {
  readonly ref: GroupRef;
  readonly range: MetricRangeId;
  /** ms since the epoch, like all times. */
  readonly from: number;
  readonly to: number;
  readonly metrics: GroupMetrics;
  /** What each container has of CPU and memory. */
  readonly limits: readonly ContainerLimitsOf[];
  readonly marks: readonly MetricMark[];
  /** Absent where something was measured. */
  readonly noData?: NoData;
}

export interface ContainerLimitsOf extends ContainerLimits {
  readonly container: string;
  readonly metric: MetricId;
}

/**
 * Reads a group's metrics over a range that ends now. Whoever may not read the activity log sees no marks of it. Throws
 * what reading the group or its metrics throws.
 */
export async function readMetrics(
  { aci, clock, readGroup }: ReadMetricsDeps,
  ref: GroupRef,
  range: MetricRangeId,
  signal: AbortSignal,
  urgency: Urgency = 'user',
): Promise<MetricsReport> {
  const query = rangeQuery(range, clock.now());
  const [group, metrics, activity] = await Promise.all([
    readGroup(ref, signal),
    unlessUnsupported(aci.metrics(ref, query, signal, urgency)),
    orNone(aci.activity(ref, query, signal, 'background'), signal),
  ]);
  const known: GroupMetrics = metrics ?? { times: [], series: [] };
  const noData = metrics === undefined ? 'notSupported' : whyNoSamples(group, clock.now());
  return {
    ref,
    range,
    from: query.from,
    to: query.to,
    metrics: known,
    limits: limitsOfGroup(group),
    marks: findMarks(
      group,
      activity,
      query,
      (container, at) => fullMemoryBefore(known, container, at) !== undefined,
    ),
    ...(hasSamples(known) ? {} : { noData }),
  };
}

function limitsOfGroup(group: ContainerGroup): readonly ContainerLimitsOf[] {
  return containersOfGroup(group).flatMap(container =>
    (['cpu', 'memory'] as const).map(metric => ({
      container: container.name,
      metric,
      ...limitsOf(container, metric),
    })),
  );
}

/** Azure names the metrics that it has where it doesn't have the one that it is asked for. */
async function unlessUnsupported(metrics: Promise<GroupMetrics>): Promise<GroupMetrics | undefined> {
  try {
    return await metrics;
  } catch (error) {
    if (error instanceof AciError && /failed to find metric configuration/i.test(error.message))
      return undefined;
    throw error;
  }
}

async function orNone(
  activity: Promise<readonly ActivityEntry[]>,
  signal: AbortSignal,
): Promise<readonly ActivityEntry[]> {
  try {
    return await activity;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AciError || isAbort(error)) return [];
    throw error;
  }
}
