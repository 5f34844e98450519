import assert from 'node:assert/strict';
import { systemClock } from '../../src/core/clock.ts';

describe('The clock of this machine', () => {
  it('does not take a very long sleep for none', async () => {
    const controller = new AbortController();
    let over = false;
    const sleeping = systemClock.sleep(2 ** 31, controller.signal).then(() => (over = true));
    await systemClock.sleep(20, controller.signal);
    assert.equal(over, false);
    controller.abort(new Error('enough'));
    await assert.rejects(sleeping, /enough/);
  });
});
