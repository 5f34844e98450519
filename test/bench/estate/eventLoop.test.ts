import assert from 'node:assert/strict';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { watchEventLoop } from './eventLoop.ts';

describe('The longest block of the event loop', () => {
  /** Computes for so many ms of this process's own time, without a turn. */
  function compute(ms: number): void {
    const before = process.cpuUsage();
    while (ms * 1000 > process.cpuUsage(before).user + process.cpuUsage(before).system);
  }

  it('is what was computed without a turn, and no wait', async () => {
    const eventLoop = watchEventLoop();
    await pause(10);
    compute(200);
    await pause(10);
    const longest = eventLoop.longestBlockMs();
    eventLoop.restart();
    for (let turn = 0; turn < 20; turn++) {
      compute(1);
      await nextTurn();
    }
    await pause(10);
    const shortened = eventLoop.longestBlockMs();
    eventLoop.end();
    assert.ok(longest > shortened, `${longest} ms, then ${shortened} ms`);
  });
});
