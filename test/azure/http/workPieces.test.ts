import assert from 'node:assert/strict';
import { setImmediate as nextIteration } from 'node:timers/promises';
import { createWorkPieces } from '../../../src/azure/http/workPieces.ts';

describe('Pieces of work', () => {
  it('are done in the order of asking, one in each iteration of the event loop', async () => {
    const pieces = createWorkPieces();
    const done: number[] = [];
    for (const work of [1, 2, 3]) void pieces.begin().then(() => done.push(work));
    const seen = [done.length];
    while (done.length < 3) {
      await nextIteration();
      seen.push(done.length);
    }
    assert.deepEqual(done, [1, 2, 3]);
    assert.deepEqual([...new Set(seen)], [0, 1, 2, 3]);
  });

  it('that have begun are done to their end before others begin', async () => {
    const pieces = createWorkPieces();
    const done: string[] = [];
    const work = async (name: string) => {
      await pieces.begin();
      done.push(`${name}1`);
      await pieces.continue();
      done.push(`${name}2`);
    };
    await Promise.all([work('a'), work('b')]);
    assert.deepEqual(done, ['a1', 'a2', 'b1', 'b2']);
  });

  it('are waited for again after a rest', async () => {
    const pieces = createWorkPieces();
    await pieces.begin();
    await nextIteration();
    await pieces.begin();
  });
});
