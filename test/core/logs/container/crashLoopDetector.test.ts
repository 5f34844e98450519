import assert from 'node:assert/strict';
import { createCrashLoopDetector } from '../../../../src/core/logs/container/crashLoopDetector.ts';
import type { FollowItem } from '../../../../src/core/logs/followItem.ts';
import { TestClock } from '../../../testClock.ts';

const restarted = (exitCode: number | undefined): FollowItem => ({
  kind: 'restarted',
  at: undefined,
  exitCode,
  restartCount: 1,
  tailMayBeMissing: false,
});
const waiting = (detail: string): FollowItem => ({ kind: 'waiting', detail });

describe('A followed container that begins to crash-loop', () => {
  it('is noticed when Azure says so, once', () => {
    const begins = createCrashLoopDetector(new TestClock());
    assert.equal(begins(waiting('Waiting: ContainerCreating')), false);
    const backsOff = waiting('Waiting: CrashLoopBackOff: Back-off 10s restarting failed');
    assert.equal(begins(backsOff), true);
    assert.equal(begins(backsOff), false);
    assert.equal(begins(restarted(1)), false);
  });

  it('is noticed at the third failing restart within five minutes', () => {
    const begins = createCrashLoopDetector(new TestClock());
    assert.deepEqual(
      [1, 137, 1, 1].map(code => begins(restarted(code))),
      [false, false, true, false],
    );
  });

  it('is none when restarts are rare, or nothing failed', () => {
    const clock = new TestClock();
    const begins = createCrashLoopDetector(clock);
    for (let i = 0; i < 9; i++) {
      assert.equal(begins(restarted(1)), false);
      assert.equal(begins(restarted(0)), false);
      assert.equal(begins(restarted(undefined)), false);
      clock.advance(3 * 60_000);
    }
  });
});
