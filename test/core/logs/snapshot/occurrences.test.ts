import assert from 'node:assert/strict';
import { findOccurrences } from '../../../../src/core/logs/snapshot/occurrences.ts';

describe('Finding lines among lines', () => {
  const cases: [needle: string, haystack: string, starts: number[], overhang: number][] = [
    ['ab', 'xabyab', [1, 4], 0],
    ['aa', 'aaaa', [0, 1, 2], 1],
    ['abc', 'xxab', [], 2],
    ['aba', 'ababa', [0, 2], 1],
    ['ab', '', [], 0],
    ['aab', 'aaab', [1], 0],
  ];
  for (const [needle, haystack, starts, overhang] of cases) {
    it(`finds ${needle} in "${haystack}"`, () =>
      assert.deepEqual(findOccurrences(Array.from(needle), Array.from(haystack)), { starts, overhang }));
  }
});
