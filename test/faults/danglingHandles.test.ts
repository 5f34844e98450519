import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { watchForDanglingHandles } from './danglingHandles.ts';

/** A guard that nobody has seen bark is not a guard. */
describe('What an operation leaves behind is noticed', () => {
  const flushEventLoop = () => new Promise(resolve => setImmediate(resolve));
  /** What there was to notice at the end of `work`. */
  const seen = async (work: () => unknown) => {
    await flushEventLoop(); // Mocha sets the test's own timer
    const handles = watchForDanglingHandles();
    try {
      await work();
      await flushEventLoop();
      return { noticed: handles.noticed, left: handles.left() };
    } finally {
      handles.stop();
    }
  };

  it('nothing, where nothing is left', async () => {
    assert.deepEqual(await seen(flushEventLoop), { noticed: [], left: [] });
  });

  it('a rejection that nobody handles', async () => {
    const lost = new Error('lost');
    assert.deepEqual((await seen(() => void Promise.reject(lost))).noticed, [lost]);
  });

  it('a warning of Node', async () => {
    const { noticed } = await seen(() => process.emitWarning('too many listeners'));
    assert.equal(String(noticed[0]), 'Warning: too many listeners');
  });

  it('a timer', async () => {
    let timer: NodeJS.Timeout | undefined;
    const { left } = await seen(() => (timer = setTimeout(() => undefined, 100_000)));
    clearTimeout(timer);
    assert.deepEqual(left, ['Timeout']);
  });

  it('a socket', async () => {
    const server = createServer();
    const listen = () => new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { left } = await seen(listen);
    server.close();
    assert.deepEqual(left, ['TCPServerWrap']);
  });
});
