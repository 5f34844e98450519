import assert from 'node:assert/strict';
import { PausableClock } from './pausableClock.ts';

/** Resolves when what is due in so many ms of the machine's clock has had its turn. */
const passed = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe('A clock that can be held', () => {
  it('is the machine’s while nobody holds it', async () => {
    const done: string[] = [];
    new PausableClock().after(1, () => done.push('a'));
    await passed(5);
    assert.deepEqual(done, ['a']);
  });

  it('lets nothing happen while it is held, and everything in order when it is let go', async () => {
    const clock = new PausableClock();
    const done: string[] = [];
    clock.hold();
    clock.after(2, () => done.push('b'));
    clock.after(1, () => done.push('a'));
    const cancel = clock.after(1, () => done.push('cancelled'));
    await passed(10);
    assert.deepEqual(done, []);
    cancel();
    clock.letGo();
    assert.deepEqual(done, ['a', 'b']);
  });
});
