import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { ref } from '../sampleGroup.ts';
import { credentialsGiving, startLoopbackServer, type LoopbackServer } from '../loopbackServer.ts';
import { TestClock } from '../../testClock.ts';

const container = { group: ref, container: 'web' };

describe('attach', () => {
  let loopback: LoopbackServer;
  let sockets: WebSocketServer;
  let clock: TestClock;
  let aci: AzureApi;
  let controller: AbortController;
  let attempts: { authorization: string | undefined }[];
  /** What the server does with each upgrade. */
  let accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

  beforeEach(async () => {
    loopback = await startLoopbackServer(() => ({
      body: {
        webSocketUri: `${loopback.origin.replace('https', 'wss')}/logstream/sessionId/1?api-version=1.0`,
        password: 'pass[[EOM]]',
      },
    }));
    sockets = new WebSocketServer({ noServer: true });
    attempts = [];
    loopback.server.on('upgrade', (request, socket, head) => {
      attempts.push({ authorization: request.headers.authorization });
      accept(request, socket, head);
    });
    clock = new TestClock();
    controller = new AbortController();
    aci = createAzureApi(loopback.cloud, credentialsGiving(), { clock });
  });
  afterEach(async () => {
    controller.abort();
    for (const client of sockets.clients) client.terminate();
    await loopback.close();
  });

  const open = (then: (client: WebSocket) => void) => {
    accept = (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, then);
    };
  };
  const refuse = (socket: Duplex) => socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
  const attach = () => aci.attach(container, controller.signal);
  const text = async (output: AsyncIterable<Uint8Array>) => {
    let all = '';
    for await (const bytes of output) all += Buffer.from(bytes).toString();
    return all;
  };

  it('sends the password as the Authorization header, and gives binary and text on as bytes', async () => {
    open(client => {
      client.send('');
      client.send(Buffer.from('one '));
      client.send('two');
      client.close();
    });
    assert.equal(await text(await attach()), 'one two');
    assert.deepEqual(attempts, [{ authorization: 'pass[[EOM]]' }]);
    const post = loopback.asked[0];
    assert.equal(post?.method, 'POST');
    assert.match(post.path, /\/containerGroups\/web\/containers\/web\/attach\?api-version=2023-05-01$/);
  });

  it('tries the first frame, in a session of its own, where the header is refused, and remembers it', async () => {
    accept = (request, socket, head) => {
      if (request.headers.authorization !== undefined) {
        refuse(socket);
        return;
      }
      sockets.handleUpgrade(request, socket, head, client => {
        client.once('message', (data: Buffer, isBinary) => {
          assert.equal(isBinary, false);
          client.send(`got ${data.toString()}`);
          client.close();
        });
      });
    };
    assert.equal(await text(await attach()), 'got pass[[EOM]]');
    assert.equal(await text(await attach()), 'got pass[[EOM]]');
    assert.deepEqual(
      attempts.map(({ authorization }) => authorization !== undefined),
      [true, false, false],
    );
    assert.equal(loopback.asked.length, 3);
  });

  it('sends the frame too where nothing but the empty message follows the header, and remembers that', async () => {
    open(client => {
      client.send('');
      client.once('message', (data: Buffer) => {
        client.send(`got ${data.toString()}`);
        client.close();
      });
    });
    const output = await attach();
    await clock.asleepFor(3_000);
    clock.advance(3_000);
    assert.equal(await text(output), 'got pass[[EOM]]');
    assert.equal(await text(await attach()), 'got pass[[EOM]]');
    assert.equal(attempts.length, 2);
  });

  it('sends no frame once output has come by the header alone', async () => {
    const received: string[] = [];
    open(client => {
      client.on('message', (data: Buffer) => received.push(data.toString()));
      client.send('line');
    });
    for (let round = 0; round < 2; round++) {
      const output = (await attach())[Symbol.asyncIterator]();
      await output.next();
      clock.advance(10_000);
      await output.return?.();
    }
    assert.deepEqual(received, []);
  });

  it('is service where every manner is refused', async () => {
    accept = (_request, socket) => refuse(socket);
    await assert.rejects(attach(), { name: 'AciError', kind: 'service', status: 401 });
    assert.equal(attempts.length, 2);
  });

  it('is offline where the socket breaks before it is open', async () => {
    accept = (_request, socket) => {
      socket.destroy();
    };
    await assert.rejects(attach(), { name: 'AciError', kind: 'offline' });
  });

  it('follows no redirect', async () => {
    accept = (_request, socket) =>
      socket.end('HTTP/1.1 302 Found\r\nLocation: wss://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n');
    await assert.rejects(attach(), { name: 'AciError', kind: 'service', status: 302 });
  });

  for (const webSocketUri of ['ws://127.0.0.1:1/x', 'https://127.0.0.1:1/x', 'nonsense', undefined]) {
    it(`refuses ${webSocketUri ?? 'no address'}`, async () => {
      loopback.answer = () => ({ body: { webSocketUri, password: 'p' } });
      await assert.rejects(attach(), { name: 'AciError', kind: 'service' });
    });
  }

  it('ends without an error when the connection drops, after all that arrived', async () => {
    open(client => {
      client.send('last words', () => {
        client.terminate();
      });
    });
    assert.equal(await text(await attach()), 'last words');
  });

  it('closes the socket when the iteration is left', async () => {
    const closed = new Promise<void>(resolve => {
      open(client => {
        client.on('close', () => {
          resolve();
        });
        client.send('line');
      });
    });
    for await (const bytes of await attach()) {
      assert.equal(Buffer.from(bytes).toString(), 'line');
      break;
    }
    await closed;
  });

  it("closes the socket and throws the signal's reason when that aborts", async () => {
    const closed = new Promise<void>(resolve => {
      open(client => {
        client.on('close', () => {
          resolve();
        });
      });
    });
    const reading = text(await attach());
    const reason = new Error('window closed');
    controller.abort(reason);
    await assert.rejects(reading, reason);
    await closed;
  });

  it('aborts while the socket is being opened', async () => {
    const asked = new Promise<void>(resolve => {
      accept = () => {
        resolve();
      };
    });
    const opening = attach();
    await asked;
    const reason = new Error('enough');
    controller.abort(reason);
    await assert.rejects(opening, reason);
  });

  it('loses nothing of an output that comes faster than it is read', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const chunks = 256;
    open(client => {
      for (let count = 0; count < chunks; count++) client.send(chunk);
      client.close();
    });
    let received = 0;
    for await (const bytes of await attach()) received += bytes.length;
    assert.equal(received, chunk.length * chunks);
  });
});
