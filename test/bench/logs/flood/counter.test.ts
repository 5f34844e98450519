import assert from 'node:assert/strict';
import { createFloodCounter } from './counter.ts';
import { numberedLine } from './flood.ts';

describe('The count of a flood', () => {
  function counted(...lines: readonly (number | 'gap')[]) {
    const counter = createFloodCounter('── gap ──', true);
    for (const line of lines) counter.append(line === 'gap' ? '── gap ──\n' : numberedLine(line));
    return counter.count();
  }

  it('has lines that are passed over after a mark', () => {
    const { lines, gaps, linesMarkedLost, unmarked } = counted(1, 2, 'gap', 10, 11);
    assert.deepEqual([lines, gaps, linesMarkedLost, unmarked], [5, 1, 7, 0]);
  });

  it('has what is lost, repeated or out of order without one', () => {
    assert.equal(counted(1, 3).unmarked, 1);
    assert.equal(counted(1, 1).unmarked, 1);
    assert.equal(counted(2, 'gap', 1).unmarked, 1);
  });
});
