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
