/** What the containers of a group used, as far as they ran. */
import type { Usage } from '../containers/load.ts';
import { type PastRun, usageAt } from '../containers/pastRuns.ts';
import type { MetricName } from './metricDefinitions.ts';
import type { Group } from '../arm/estate.ts';
import { objectsAt, textAt } from '../json.ts';

export const minute = 60_000;

/** Milliseconds since the epoch, and between two points. */
export interface TimeSteps {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

export interface Sample {
  /** Milliseconds since the epoch: a full minute. */
  readonly at: number;
  readonly value: number;
  /** How many minutes it stands for. */
  readonly minutes: number;
}

export interface Series {
  readonly container: string;
  readonly samples: readonly Sample[];
}

const valueOf: Readonly<Record<MetricName, (usage: Usage) => number>> = {
  CpuUsage: ({ cpuMillicores }) => cpuMillicores,
  MemoryUsage: ({ memoryBytes }) => memoryBytes,
  NetworkBytesReceivedPerSecond: ({ receivedPerSecond }) => receivedPerSecond,
  NetworkBytesTransmittedPerSecond: ({ sentPerSecond }) => sentPerSecond,
};

/** A metric of each container, as far as it ran within these times. Windows groups have none. */
export function seriesOf(group: Group, metric: MetricName, times: TimeSteps): Series[] {
  if (textAt(group.properties, 'osType') === 'Windows') return [];
  const ran = objectsAt(group.properties, 'containers').map(container => {
    const name = textAt(container, 'name');
    return { name, runs: group.running.pastRuns(name) };
  });
  const minutes = minutesPerSample(
    ran.flatMap(({ runs }) => runs),
    times,
  );
  return ran.map(({ name, runs }) => ({
    container: name,
    samples: runs.flatMap(run => samplesOf(run, metric, times, minutes)),
  }));
}

/**
 * Each minute is measured. Sixty containers have ten million of them in a month, which takes minutes to invent: where
 * points are hours apart and all runs are long, every tenth shows the same.
 */
function minutesPerSample(runs: readonly PastRun[], { to, step }: TimeSteps): number {
  const isLong = ({ startTime, finishTime = to }: PastRun) => finishTime - startTime > 1440 * minute;
  return step >= 60 * minute && runs.every(isLong) ? 10 : 1;
}

function samplesOf(run: PastRun, metric: MetricName, times: TimeSteps, minutes: number): Sample[] {
  const interval = minutes * minute;
  const first = Math.ceil(Math.max(run.startTime, times.from) / interval) * interval;
  const end = Math.min(run.finishTime ?? times.to, times.to);
  const count = Math.max(0, Math.ceil((end - first) / interval));
  return Array.from({ length: count }, (_, index) => {
    const at = first + index * interval;
    return { at, value: valueOf[metric](usageAt(run, at)), minutes };
  });
}
