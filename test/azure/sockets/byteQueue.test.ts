import assert from 'node:assert/strict';
import { createByteQueue } from '../../../src/azure/sockets/byteQueue.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';

const kilobytes = (count: number) => new Uint8Array(count * 1024);

describe('the queue of unread bytes', () => {
  function queueWithSender() {
    const did: string[] = [];
    const queue = createByteQueue({
      pause: () => did.push('pause'),
      resume: () => did.push('resume'),
      leave: () => did.push('leave'),
    });
    return { queue, did };
  }

  it('pauses the sender above 256 kB and lets it go on below a quarter', async () => {
    const { queue, did } = queueWithSender();
    for (let count = 0; count < 4; count++) queue.push(kilobytes(64));
    assert.deepEqual(did, []);
    queue.push(kilobytes(1));
    queue.push(kilobytes(1));
    assert.deepEqual(did, ['pause']);
    const reader = queue.read(neverAborts());
    for (let count = 0; count < 3; count++) await reader.next();
    assert.deepEqual(did, ['pause']);
    await reader.next();
    assert.deepEqual(did, ['pause', 'resume']);
  });

  it('ends after what is there', async () => {
    const { queue, did } = queueWithSender();
    queue.push(kilobytes(1));
    queue.end();
    const reader = queue.read(neverAborts());
    assert.equal((await reader.next()).value?.length, 1024);
    assert.equal((await reader.next()).done, true);
    assert.deepEqual(did, ['leave']);
  });

  it('wakes a reader that waits, for bytes and for the end', async () => {
    const { queue } = queueWithSender();
    const reader = queue.read(neverAborts());
    const first = reader.next();
    queue.push(kilobytes(2));
    assert.equal((await first).value?.length, 2048);
    const second = reader.next();
    queue.end();
    assert.equal((await second).done, true);
  });
});
