/** One run: a container writes, a follower follows, a meter counts. */
import { setTimeout as pause } from 'node:timers/promises';
import { withAzure } from './azure.ts';
import type { Follower } from './followers.ts';
import { createMeter, type Measured } from './meter.ts';
import type { WriteBatch } from './writer.ts';

export interface Run {
  /** What the container writes, one after the other; only the last is timed. */
  readonly batches: readonly [WriteBatch, ...WriteBatch[]];
  /** How long the container has been writing when the follower comes (ms); negative: it is quiet for so long. */
  readonly headStartMs: number;
  /** How long lines that are late are waited for (ms). */
  readonly graceMs: number;
  /** How long it is watched whether lines come again (ms). */
  readonly afterMs: number;
}

/** Runs it in real time, over real sockets, against an emulator of its own. */
export function measure(follower: Follower, run: Run): Promise<Measured> {
  return withAzure(async ({ aci, container, write }) => {
    const total = run.batches.reduce((sum, { lines }) => sum + lines, 0);
    const meter = createMeter(total, total - (run.batches.at(-1)?.lines ?? 0));
    await aci.getGroup(container.group, AbortSignal.timeout(30_000)); // loads the SDK, gets the token
    const over = new AbortController();
    const begin = () => run.batches.forEach(write);
    if (run.headStartMs >= 0) begin();
    await pause(Math.max(0, run.headStartMs));
    const following = follower(container, meter.counting(aci), text => meter.append(text), over.signal);
    await pause(Math.max(0, -run.headStartMs));
    if (run.headStartMs < 0) begin();
    try {
      const most = AbortSignal.timeout(writingMs(run.batches) + run.graceMs);
      await Promise.race([meter.complete(most), following]);
      await pause(run.afterMs);
    } finally {
      over.abort();
      await following;
    }
    return meter.measured();
  });
}

function writingMs(batches: readonly WriteBatch[]): number {
  return batches.reduce((sum, { lines, linesPerSecond }) => sum + (lines * 1000) / linesPerSecond, 0);
}
