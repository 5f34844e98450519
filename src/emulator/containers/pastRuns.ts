/** When a container ran, and what it used: what its metrics are made of. */
import type { Load, LoadMoment, Usage } from './load.ts';

export interface PastRun extends Omit<LoadMoment, 'at' | 'ranMs'> {
  /** Milliseconds since the epoch, like all times here. */
  readonly startTime: number;
  /** Undefined while it runs. */
  readonly finishTime?: number;
  readonly load: Load;
}

/** A crash loop has 288 runs a day. */
const mostRuns = 2_000;

export function startRun(runs: PastRun[], run: PastRun): void {
  runs.push(run);
  if (runs.length > mostRuns) runs.shift();
}

/** The last of them has ended, unless it had before. */
export function endRun(runs: PastRun[], finishTime: number): void {
  const last = runs.at(-1);
  if (last && last.finishTime === undefined) runs[runs.length - 1] = { ...last, finishTime };
}

/** What the run used at a time within it. */
export function usageAt(run: PastRun, at: number): Usage {
  return run.load({ ...run, at, ranMs: at - run.startTime });
}
