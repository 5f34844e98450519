import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createYieldToEventLoop } from '../../../src/azure/http/yieldToEventLoop.ts';

describe('turns of the event loop', () => {
  it('are given in the order of asking, so many in each', async () => {
    const turns = createYieldToEventLoop(2);
    const begun: number[] = [];
    for (const work of [1, 2, 3, 4, 5]) void turns().then(() => begun.push(work));
    const seen: number[] = [];
    while (begun.length < 5) {
      await nextTurn();
      seen.push(begun.length);
    }
    assert.deepEqual(begun, [1, 2, 3, 4, 5]);
    assert.deepEqual([...new Set([0, ...seen])], [0, 2, 4, 5]);
  });

  it('are not waited for long where nobody else asks', async () => {
    const turns = createYieldToEventLoop(1);
    await turns();
    await turns();
  });
});
