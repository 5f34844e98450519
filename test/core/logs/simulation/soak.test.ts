import assert from 'node:assert/strict';
import type { FollowSource } from '../../../../src/core/logs/followSource.ts';
import { type DanglingHandles, watchForDanglingHandles } from '../../../faults/danglingHandles.ts';
import { isStress, seed } from '../../../randomSeed.ts';
import { soak, type SoakResult } from './soak.ts';

/**
 * `npm run test:stress` follows more streams than `npm test`; `SOAK_MINUTES` (simulated) for longer. In less than half
 * an hour, the heap's noise is as great as a leak.
 */
const streams = isStress ? 50 : 16;
const minutes = Number(process.env['SOAK_MINUTES'] ?? 30);
const again = `\nPlay it again: npm ${isStress ? 'run test:stress' : 'test'} -- --only unit --grep 'followed side by side' --seed ${seed}`;
/** Bytes for each stream and minute. Some noise is left after each collection: a tenth of this, in half an hour. */
const mostGrowth = 4_000;

/** By how many bytes the heap grows for each stream in a minute: the middle third against the last one. */
function growth(heap: readonly number[], followed: number): number {
  const third = Math.floor(heap.length / 3);
  const median = (of: readonly number[]) => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;
  const rise = median(heap.slice(-third)) - median(heap.slice(third, 2 * third));
  return rise / third / followed;
}

describe(`${streams} streams followed side by side for ${minutes} simulated minutes, with restarts and drops at random`, () => {
  let strays: DanglingHandles;
  let soaked: SoakResult;

  before(async function () {
    this.timeout(0);
    await new Promise(resolve => setImmediate(resolve)); // Mocha sets its own timer
    strays = watchForDanglingHandles();
    soaked = await soak({ seed, streams, minutes });
  });
  after(() => {
    strays.stop();
    const { verdicts, lives, heap } = soaked;
    const sum = (of: 'lines' | 'live' | 'gaps') => verdicts.reduce((all, verdict) => all + verdict[of], 0);
    const grown = (growth(heap, streams) / 1000).toFixed(1);
    console.log(
      `    ${streams} streams, ${minutes} minutes, ${lives} incarnations, ${sum('lines')} lines (${sum('live')} live), ${sum('gaps')} gaps, heap ${grown} kB per stream and minute (seed ${seed})`,
    );
  });

  it('lose and repeat nothing unmarked', () => {
    assert.ok(soaked.broken.length === 0, `\n${soaked.broken.join('\n')}${again}`);
    assert.equal(soaked.verdicts.length, streams);
  });

  it('leave the tree with what is true', () => {
    assert.deepEqual(soaked.untrue, [], again);
  });

  it('leave the heap flat', () => {
    const grown = growth(soaked.heap, streams);
    assert.ok(grown <= mostGrowth, `${grown} bytes per stream and minute: ${soaked.heap.join(' ')}${again}`);
  });

  it('leave no timer, no request, no socket and no promise alone', () => {
    assert.equal(soaked.leftOpen, 0, again);
    assert.deepEqual([strays.noticed, strays.left()], [[], []], again);
  });
});

describe('The soak complains', () => {
  it('at a heap that grows by every snapshot', async function () {
    this.timeout(0);
    const kept: string[] = [];
    const leaking = (source: FollowSource): FollowSource => ({
      getGroup: (...args) => source.getGroup(...args),
      attach: (...args) => source.attach(...args),
      readLogs: async (...args) => {
        const snapshot = await source.readLogs(...args);
        kept.push(snapshot.content);
        return snapshot;
      },
    });
    const { heap } = await soak({ seed: 42, streams: 12, minutes: 30, between: leaking });
    assert.ok(growth(heap, 12) > mostGrowth, heap.join(' '));
    assert.ok(kept.length > 0);
  });

  it('at a line that is lost once in a while, and names the stream', async function () {
    this.timeout(0);
    let reads = 0;
    const losing = (source: FollowSource): FollowSource => ({
      getGroup: (...args) => source.getGroup(...args),
      attach: (...args) => source.attach(...args),
      readLogs: async (...args) => {
        const { content, serverTime } = await source.readLogs(...args);
        const lines = content.split('\n');
        if (++reads % 3 === 0) lines.splice(-2, 1);
        return { content: lines.join('\n'), serverTime };
      },
    });
    const { broken } = await soak({ seed: 42, streams: 12, minutes: 5, between: losing });
    assert.match(broken[0] ?? '', /^stream \d+: /);
  });
});
