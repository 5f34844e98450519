import assert from 'node:assert/strict';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { watchEventLoop } from './eventLoop.ts';

describe('The longest block of the event loop', () => {
  /** Computes for so many ms of this process's own time, without a turn. */
  function compute(ms: number): void {
    const before = process.cpuUsage();
    while (ms * 1000 > process.cpuUsage(before).user + process.cpuUsage(before).system);
  }

  async function longestBlockOf(work: () => Promise<void>): Promise<number> {
    const eventLoop = watchEventLoop();
    await pause(10);
    await work();
    const longest = eventLoop.longestBlockMs();
    eventLoop.end();
    return longest;
  }

  it('is what was computed without a turn, the last one included, and no wait', async () => {
    const inOneTurn = await longestBlockOf(async () => {
      await pause(10);
      compute(200);
    });
    const inTwenty = await longestBlockOf(async () => {
      for (let turn = 0; turn < 20; turn++) {
        compute(1);
        await nextTurn();
      }
      await pause(10);
    });
    assert.ok(inOneTurn > inTwenty, `${inOneTurn} ms, then ${inTwenty} ms`);
  });
});
