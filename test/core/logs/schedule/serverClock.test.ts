import assert from 'node:assert/strict';
import { createServerClock } from '../../../../src/core/logs/schedule/serverClock.ts';

describe('The server clock', () => {
  const date = (time: number) => Math.floor(time / 1000) * 1000;

  it('is ours as long as nothing is known', () => {
    const clock = createServerClock();
    assert.equal(clock.isKnown, false);
    assert.equal(clock.toServerTime(5), 5);
  });

  it('is known better than the header says after some answers', () => {
    const clock = createServerClock();
    const ahead = 90_123;
    for (let asked = 0; asked < 30_000; asked += 1370)
      clock.recordAnswer(date(asked + 20 + ahead), asked, asked + 40);
    assert.ok(Math.abs(clock.toServerTime(1000) - 1000 - ahead) < 150);
  });

  it('forgets what it knew when a clock is set', () => {
    const clock = createServerClock();
    clock.recordAnswer(100_000, 100_000, 100_100);
    clock.recordAnswer(500_000, 100_200, 100_300);
    assert.ok(Math.abs(clock.toServerTime(100_300) - 500_300) < 1000);
  });
});
