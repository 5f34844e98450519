import assert from 'node:assert/strict';
import { ago } from '../../../src/ui/tree/ago.ts';

describe('How long ago something was', () => {
  const minute = 60_000;
  const table: readonly (readonly [number, string])[] = [
    [-5_000, 'just now'],
    [0, 'just now'],
    [10_000, '10 seconds ago'],
    [59_999, '59 seconds ago'],
    [minute, '1 minute ago'],
    [3 * minute, '3 minutes ago'],
    [60 * minute, '1 hour ago'],
    [119 * minute, '1 hour ago'],
    [5 * 60 * minute, '5 hours ago'],
    [24 * 60 * minute, '1 day ago'],
    [72 * 60 * minute, '3 days ago'],
  ];
  for (const [ms, words] of table) {
    it(`is "${words}" after ${ms} ms`, () => assert.equal(ago(ms), words));
  }
});
