import assert from 'node:assert/strict';
import { readAttachSocket } from '../../../../src/core/logs/stream/attachSocket.ts';
import { aciLogLimits } from '../../../../src/core/logs/snapshot/logLimits.ts';
import { VirtualClock } from '../simulation/virtualClock.ts';

/** Whether a socket that brought these frames in the moment it opened counts as silent. */
async function isSilentAfter(...frames: readonly string[]): Promise<boolean> {
  async function* bytes() {
    for (const frame of frames) yield await Promise.resolve(new TextEncoder().encode(frame));
  }
  const clock = new VirtualClock();
  const socket = readAttachSocket(bytes(), new AbortController(), clock, aciLogLimits, () => undefined);
  await clock.run(clock.now());
  return socket.isSilent;
}

describe('An attach socket', () => {
  it('is silent until it brings something, be it in the moment it opens', async () => {
    assert.equal(await isSilentAfter(), true);
    assert.equal(await isSilentAfter(''), true);
    assert.equal(await isSilentAfter('', 'a'), false);
  });
});

describe('A socket that brings more than is taken', () => {
  it('is read no further until its lines are taken, and has no beginning of a line meanwhile', async () => {
    let frames = 0;
    async function* bytes() {
      for (; frames < 100; frames++) yield await Promise.resolve(new TextEncoder().encode('line\nbegin'));
    }
    const clock = new VirtualClock();
    const limits = { mostWaitingLines: 10, mostWaitingLength: 1000 };
    const socket = readAttachSocket(bytes(), new AbortController(), clock, limits, () => undefined);
    await clock.run(clock.now());
    assert.ok(frames < 12, `${frames}`);
    assert.deepEqual([socket.hasMore, socket.partial()], [true, '']);
    let lines = 0;
    while (socket.hasMore) {
      lines += socket.takeLines().length;
      await clock.run(clock.now());
    }
    assert.deepEqual([lines, socket.partial(), socket.ended], [100, 'begin', true]);
  });
});

describe('A socket whose connection is aborted', () => {
  const frame = new TextEncoder().encode('line\n');
  const limits = { mostWaitingLines: 10, mostWaitingLength: 1000 };

  /** Lines without end, and whether someone reads them. */
  function endlessLines() {
    const source = { isOpen: false, bytes };
    async function* bytes() {
      source.isOpen = true;
      try {
        for (;;) yield await Promise.resolve(frame);
      } finally {
        source.isOpen = false;
      }
    }
    return source;
  }

  it('is left, though it waits for its lines to be taken, and nobody does', async () => {
    const source = endlessLines();
    const connection = new AbortController();
    const clock = new VirtualClock();
    readAttachSocket(source.bytes(), connection, clock, limits, () => undefined);
    await clock.run(clock.now());
    assert.equal(source.isOpen, true);
    connection.abort();
    await clock.run(clock.now());
    assert.equal(source.isOpen, false);
  });

  it('is left at once when that was before it opened', async () => {
    const source = endlessLines();
    const connection = new AbortController();
    connection.abort();
    const clock = new VirtualClock();
    const socket = readAttachSocket(source.bytes(), connection, clock, limits, () => undefined);
    await clock.run(clock.now());
    assert.deepEqual([source.isOpen, socket.isSilent], [false, true]);
  });
});
