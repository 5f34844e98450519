import assert from 'node:assert/strict';
import { pendingCreates, PendingWork } from '../../src/ui/shared/pendingWork.ts';
import { hasUnfinishedWork } from '../../src/activation/unfinishedWork.ts';
import { PendingJobs } from '../../src/ui/jobs/pendingJobs.ts';
import { TestClock } from '../testClock.ts';
import { group } from '../core/sampleGroups.ts';

describe('A window that opens', () => {
  const { ref } = group();
  const clock = new TestClock();
  let kept: Map<string, unknown>;
  const memory = {
    get: <T>(key: string, otherwise?: T) => (kept.get(key) ?? otherwise) as T,
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  };
  beforeEach(() => (kept = new Map()));

  it('has nothing to pick up where nothing was begun', () => {
    assert.equal(hasUnfinishedWork(memory), false);
  });

  it('picks up a creation that is under way, and nothing once it has ended', async () => {
    const creates = new PendingWork(pendingCreates, memory, clock, 'window');
    const held = await creates.add(ref);
    held.dispose();
    assert.equal(hasUnfinishedWork(memory), true);
    await creates.remove(ref);
    assert.equal(hasUnfinishedWork(memory), false);
  });

  it('picks up a job whose group has yet to go, and nothing once it is gone', async () => {
    const jobs = new PendingJobs(memory, clock, 'window');
    await jobs.add(ref, clock.now());
    assert.equal(hasUnfinishedWork(memory), true);
    await jobs.remove(ref);
    assert.equal(hasUnfinishedWork(memory), false);
  });
});
