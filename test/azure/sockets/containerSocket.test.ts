import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { beginHandshake, waitUntilOpen } from '../../../src/azure/sockets/containerSocket.ts';

describe('The handshake of a socket', () => {
  it('is given up where one left right after it was begun', async () => {
    const server = net.createServer().listen(0, '127.0.0.1'); // accepts, and answers nothing
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    const url = new URL(`ws://127.0.0.1:${port}`);
    const leaving = new AbortController();
    const reason = new Error('left');
    try {
      const socket = await beginHandshake(url, { ca: undefined }, leaving.signal);
      leaving.abort(reason);
      await assert.rejects(waitUntilOpen(socket, url, leaving.signal), reason);
      assert.notEqual(socket.readyState, socket.CONNECTING);
    } finally {
      server.close();
    }
  });
});
