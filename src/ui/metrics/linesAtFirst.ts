/** Which containers' lines are shown before anybody chooses: dozens in one chart can't be told apart. */
import type { GroupMetrics } from '../../core/metrics/groupMetrics.ts';

/** Up to so many, all lines are shown. */
const mostLines = 10;

/** The containers whose lines are shown at first; undefined: all of them. */
export function busiestContainers({ series }: GroupMetrics): ReadonlySet<string> | undefined {
  const peaks = new Map<string, number>();
  for (const { metric, container, maximum } of series) {
    if (container === undefined) continue;
    const highest = maximum.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
    // The order of those that used no CPU is that of the group.
    if (metric === 'cpu') peaks.set(container, highest);
    else if (!peaks.has(container)) peaks.set(container, 0);
  }
  if (peaks.size <= mostLines) return undefined;
  const byPeak = [...peaks].sort(([, a], [, b]) => b - a);
  return new Set(byPeak.slice(0, mostLines).map(([container]) => container));
}
