import assert from 'node:assert/strict';
import { waitUnlessAborted, waitWithTimeout } from '../../src/core/abortableWait.ts';
import { TestClock } from '../testClock.ts';

const never = new Promise<string>(() => undefined);
const reason = new Error('enough');
const tooLate = new Error('too late');

describe('Waiting for work', () => {
  let clock: TestClock;
  let controller: AbortController;
  beforeEach(() => {
    clock = new TestClock();
    controller = new AbortController();
  });
  const within = (work: Promise<string>) =>
    waitWithTimeout(work, controller.signal, { clock, ms: 1_000, timeoutError: () => tooLate });

  it('brings what it brings', async () => {
    assert.equal(await waitUnlessAborted(Promise.resolve('done'), controller.signal), 'done');
    assert.equal(await within(Promise.resolve('done')), 'done');
    assert.equal(clock.sleeping, 0);
  });

  it('fails as it fails', async () => {
    await assert.rejects(within(Promise.reject(reason)), reason);
  });

  it('ends with the signal, even one that aborted before', async () => {
    const waiting = [waitUnlessAborted(never, controller.signal), within(never)];
    controller.abort(reason);
    for (const one of waiting) await assert.rejects(one, reason);
    await assert.rejects(within(Promise.resolve('done')), reason);
    assert.equal(clock.sleeping, 0);
  });

  it('ends when it has become too late', async () => {
    const waiting = within(never);
    clock.advance(999);
    clock.advance(1);
    await assert.rejects(waiting, tooLate);
  });
});
