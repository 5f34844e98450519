/** What the containers of a group used, minute by minute, as far as they ran. */
import type { Usage } from '../containers/load.ts';
import { type PastRun, usageAt } from '../containers/pastRuns.ts';
import type { MetricName } from './metricDefinitions.ts';
import type { Group } from '../arm/estate.ts';
import { objectsAt, textAt } from '../json.ts';

export const minute = 60_000;

interface Sample {
  /** Milliseconds since the epoch: a full minute. */
  readonly at: number;
  readonly value: number;
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

/** A metric of each container, as far as it ran within these times (ms). Windows groups have none. */
export function seriesOf(group: Group, metric: MetricName, from: number, to: number): Series[] {
  if (textAt(group.properties, 'osType') === 'Windows') return [];
  return objectsAt(group.properties, 'containers').map(container => {
    const name = textAt(container, 'name');
    const runs = group.running.pastRuns(name);
    return { container: name, samples: runs.flatMap(run => samplesOf(run, metric, from, to)) };
  });
}

function samplesOf(run: PastRun, metric: MetricName, from: number, to: number): Sample[] {
  const first = Math.ceil(Math.max(run.startTime, from) / minute) * minute;
  const end = Math.min(run.finishTime ?? to, to);
  const count = Math.max(0, Math.ceil((end - first) / minute));
  return Array.from({ length: count }, (_, index) => {
    const at = first + index * minute;
    return { at, value: valueOf[metric](usageAt(run, at)) };
  });
}
