import assert from 'node:assert/strict';
import { numbersOf } from '../../src/emulator/hash.ts';

describe('Numbers that depend on a text', () => {
  const first = (text: string, limit: number) => {
    const next = numbersOf(text);
    return Array.from({ length: 10_000 }, () => next(limit));
  };

  it('are the same each time, and others for another text', () => {
    assert.deepEqual(first('web', 17_000), first('web', 17_000));
    assert.notDeepEqual(first('web', 17_000), first('api', 17_000));
  });

  it('are whole, from 0 to below the limit, and each comes about as often', () => {
    const numbers = first('web', 7);
    const counts = Array.from({ length: 7 }, (_, each) => numbers.filter(number => number === each).length);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      numbers.length,
    );
    assert.ok(
      counts.every(count => count > 1_200 && count < 1_700),
      counts.join(),
    );
  });
});
