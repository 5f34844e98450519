import assert from 'node:assert/strict';
import { createWorkTurns, workTurnsOf } from '../../../../src/core/logs/schedule/workTurns.ts';
import { restBetweenTurns } from '../../../../src/core/logs/timings.ts';
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

  it('leave no timer when one who rests is aborted as its rest ends, and another begins to rest', async () => {
    const clock = new VirtualClock();
    const turns = createWorkTurns(clock);
    const rest = async (signal: AbortSignal) => {
      for (;;) await turns.afterPiece(signal);
    };
    const first = new AbortController();
    const second = new AbortController();
    const restsEnd = clock.sleep(restBetweenTurns, neverAborts());
    const resting = [rest(first.signal)];
    await clock.run(clock.now());
    const changing = restsEnd.then(() => {
      first.abort();
      resting.push(rest(second.signal));
    });
    await clock.run(clock.now() + restBetweenTurns);
    await changing;
    second.abort();
    await Promise.allSettled(resting);
    assert.equal(clock.timers, 0);
  });
});
