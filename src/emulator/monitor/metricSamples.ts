/** What the containers of a group use, minute by minute: invented, but the same for the same minute. */
import { numberOf } from '../hash.ts';
import type { MetricName } from './metricDefinitions.ts';
import type { Group } from '../arm/estate.ts';
import { isObject, objectAt, objectsAt, textAt, type JsonObject } from '../json.ts';

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

/** A metric of each container, as far as it ran within these times (ms). Windows groups have none. */
export function seriesOf(group: Group, metric: MetricName, from: number, to: number): Series[] {
  if (textAt(group.properties, 'osType') === 'Windows') return [];
  return objectsAt(group.properties, 'containers').map(container => {
    const name = textAt(container, 'name');
    const value = meter(container, metric);
    const samples = runsOf(group.running.containerInstanceView(name), to).flatMap(run => {
      const first = Math.ceil(Math.max(run.from, from) / minute) * minute;
      const count = Math.max(0, Math.ceil((Math.min(run.to, to) - first) / minute));
      return Array.from({ length: count }, (_, index) => first + index * minute);
    });
    return { container: name, samples: samples.map(at => ({ at, value: value(at) })) };
  });
}

/** When a container ran, as far as its instance view still says. */
function runsOf(view: JsonObject | undefined, now: number): { readonly from: number; readonly to: number }[] {
  return ['previousState', 'currentState'].flatMap(key => {
    const state = view && isObject(view[key]) ? view[key] : {};
    const from = Date.parse(textAt(state, 'startTime'));
    const end = Date.parse(textAt(state, 'finishTime'));
    if (Number.isNaN(from) || (textAt(state, 'state') !== 'Running' && Number.isNaN(end))) return [];
    return [{ from, to: Number.isNaN(end) ? now : end }];
  });
}

/** A share of the container's requests, which changes gradually from minute to minute. */
function meter(container: JsonObject, metric: MetricName): (at: number) => number {
  const requests = objectAt(objectAt(objectAt(container, 'properties'), 'resources'), 'requests');
  const { cpu, memoryInGB } = requests;
  const most = {
    CpuUsage: 1000 * (typeof cpu === 'number' ? cpu : 1),
    MemoryUsage: 1e9 * (typeof memoryInGB === 'number' ? memoryInGB : 1.5),
    NetworkBytesReceivedPerSecond: 20_000,
    NetworkBytesTransmittedPerSecond: 60_000,
  }[metric];
  const phase = numberOf(`${textAt(container, 'name')} ${metric}`, 65_536);
  return at => {
    const wave = Math.sin(at / minute / 7 + phase) + Math.sin(at / minute / 2.3 + phase);
    return Math.round(most * (0.3 + 0.1 * wave));
  };
}
