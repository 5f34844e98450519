import assert from 'node:assert/strict';
import { createWorkTurns, workTurnsOf } from '../../../../src/core/logs/schedule/workTurns.ts';
import { neverAborts } from '../../../../src/core/neverAborts.ts';
import { VirtualClock } from '../simulation/virtualClock.ts';

describe('Turns of work', () => {
  /** Works through so many pieces, and notes each. */
  async function work(
    name: string,
    pieces: number,
    turns: ReturnType<typeof createWorkTurns>,
    notes: string[],
  ) {
    for (let piece = 0; piece < pieces; piece++) {
      notes.push(name);
      await turns.afterPiece(neverAborts());
    }
  }

  it('end after some pieces, and the next begins when others had the thread', async () => {
    const clock = new VirtualClock();
    const notes: string[] = [];
    const working = work('a', 100, createWorkTurns(clock), notes);
    await clock.run(clock.now());
    const atOnce = notes.length;
    assert.ok(atOnce < 20, `${atOnce}`);
    await clock.run(clock.now() + 1000);
    await working;
    assert.equal(notes.length, 100);
  });

  it('are taken one after the other by all who have work', async () => {
    const clock = new VirtualClock();
    const turns = createWorkTurns(clock);
    const notes: string[] = [];
    const working = [work('a', 60, turns, notes), work('b', 60, turns, notes)];
    await clock.run(clock.now() + 1000);
    await Promise.all(working);
    const firstOfB = notes.indexOf('b');
    assert.ok(firstOfB < 30 && notes.lastIndexOf('a') > firstOfB, notes.join(''));
  });

  it('are the same for all who go by one clock', () => {
    const clock = new VirtualClock();
    assert.equal(workTurnsOf(clock), workTurnsOf(clock));
    assert.notEqual(workTurnsOf(clock), workTurnsOf(new VirtualClock()));
  });

  it('leave no timer when whoever rests is aborted', async () => {
    const clock = new VirtualClock();
    const turns = createWorkTurns(clock);
    const controller = new AbortController();
    const resting = (async () => {
      for (;;) await turns.afterPiece(controller.signal);
    })();
    await clock.run(clock.now());
    assert.equal(clock.timers, 1);
    controller.abort(new Error('enough'));
    await assert.rejects(resting, /enough/);
    assert.equal(clock.timers, 0);
  });
});
