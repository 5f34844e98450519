import assert from 'node:assert/strict';
import { RememberedCreates } from '../../../src/ui/create/rememberedCreates.ts';
import { hasUnfinished } from '../../../src/ui/door/unfinished.ts';
import { RememberedJobs } from '../../../src/ui/jobs/rememberedJobs.ts';
import { TestClock } from '../../azure/testClock.ts';
import { group } from '../../core/groups.ts';

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
    assert.equal(hasUnfinished(memory), false);
  });

  it('picks up a creation that is under way, and nothing once it has ended', async () => {
    const creates = new RememberedCreates(memory, clock, 'window');
    const held = await creates.add(ref);
    held.dispose();
    assert.equal(hasUnfinished(memory), true);
    await creates.remove(ref);
    assert.equal(hasUnfinished(memory), false);
  });

  it('picks up a job whose group has yet to go, and nothing once it is gone', async () => {
    const jobs = new RememberedJobs(memory, clock, 'window');
    await jobs.add(ref, clock.now());
    assert.equal(hasUnfinished(memory), true);
    await jobs.remove(ref);
    assert.equal(hasUnfinished(memory), false);
  });
});
