import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ManualClock } from '../../../src/emulator/clock.ts';
import { PastClock } from '../../../src/emulator/seed/pastClock.ts';

describe('The past clock', () => {
  it('runs what falls due in the past, in order, each at its own time', () => {
    const clock = new PastClock(new ManualClock(10_000), 0);
    const seen: [string, number][] = [];
    clock.after(300, () => seen.push(['later', clock.now()]));
    clock.after(100, () => {
      seen.push(['first', clock.now()]);
      clock.after(100, () => seen.push(['follow-up', clock.now()]));
    });
    clock.advanceTo(250);
    assert.deepEqual(seen, [
      ['first', 100],
      ['follow-up', 200],
    ]);
    assert.equal(clock.now(), 250);
  });

  it('hands on to the present what is still due', () => {
    const present = new ManualClock(10_000);
    const clock = new PastClock(present, 0);
    const seen: number[] = [];
    clock.after(10_500, () => seen.push(clock.now()));
    const cancel = clock.after(10_400, () => seen.push(-1));
    clock.goLive();
    assert.equal(clock.now(), 10_000);
    cancel();
    present.advance(499);
    assert.equal(seen.length, 0);
    present.advance(1);
    assert.deepEqual(seen, [10_500]);
    clock.after(10, () => seen.push(clock.now()));
    present.advance(10);
    assert.deepEqual(seen, [10_500, 10_510]);
  });

  it('runs any number of actions by time, then by the order they were asked for, without the cancelled ones', () => {
    const action = fc.record({ at: fc.integer({ min: 0, max: 20 }), cancelled: fc.boolean() });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), actions => {
        const clock = new PastClock(new ManualClock(100), 0);
        const seen: number[] = [];
        for (const [index, { at, cancelled }] of actions.entries()) {
          const cancel = clock.after(at, () => seen.push(index));
          if (cancelled) cancel();
        }
        clock.advanceTo(100);
        const expected = [...actions.entries()]
          .filter(([, { cancelled }]) => !cancelled)
          .sort(([a, x], [b, y]) => x.at - y.at || a - b)
          .map(([index]) => index);
        assert.deepEqual(seen, expected);
      }),
    );
  });
});
