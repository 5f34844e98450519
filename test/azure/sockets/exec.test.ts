import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import type { AzureApi, ExecSession } from '../../../src/core/azureApi.ts';
import { ref } from '../sampleGroup.ts';
import { credentialsGiving, startLoopbackServer, type LoopbackServer } from '../loopbackServer.ts';
import { TestClock } from '../../testClock.ts';

const container = { group: ref, container: 'web' };
const size = { columns: 100, rows: 30 };

describe('exec', () => {
  let loopback: LoopbackServer;
  let sockets: WebSocketServer;
  let aci: AzureApi;
  let controller: AbortController;
  /** What the server does with each upgrade. */
  let accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

  beforeEach(async () => {
    loopback = await startLoopbackServer(() => offer(loopback.origin.replace('https', 'wss')));
    sockets = new WebSocketServer({ noServer: true });
    loopback.server.on('upgrade', (request, socket, head) => {
      accept(request, socket, head);
    });
    controller = new AbortController();
    aci = createAzureApi(loopback.cloud, credentialsGiving(), { clock: new TestClock() });
  });
  afterEach(async () => {
    controller.abort();
    for (const client of sockets.clients) client.terminate();
    await loopback.close();
  });

  const offer = (origin: string) => ({
    body: { webSocketUri: `${origin}/execstream/sessionId/1?api-version=1.0&rows=30&cols=100`, password },
  });
  const password = 'pass[[EOM]]';
  /** Lets the socket in; `then` is called once the password has come. */
  const open = (then: (client: WebSocket, first: { text: string; isBinary: boolean }) => void) => {
    accept = (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, client => {
        client.once('message', (data: Buffer, isBinary) => {
          then(client, { text: data.toString(), isBinary });
        });
      });
    };
  };
  const exec = () => aci.exec(container, '/bin/sh', size, controller.signal);
  const text = async ({ output }: ExecSession) => {
    let all = '';
    for await (const bytes of output) all += Buffer.from(bytes).toString();
    return all;
  };

  it('asks for the program and the size, and sends the password as a text message', async () => {
    open((client, first) => {
      client.send('');
      client.send(`${String(first.isBinary)} ${first.text}`);
      client.close(1000);
    });
    assert.equal(await text(await exec()), `false ${password}`);
    const [post] = loopback.asked;
    assert.equal(post?.method, 'POST');
    assert.match(post.path, /\/containerGroups\/web\/containers\/web\/exec\?api-version=2023-05-01$/);
    assert.deepEqual(JSON.parse(post.body), { command: '/bin/sh', terminalSize: { rows: 30, cols: 100 } });
  });

  it('passes empty messages over, and gives binary and text on as bytes', async () => {
    open(client => {
      client.send('');
      client.send(Buffer.from('one '));
      client.send('');
      client.send('zwö');
      client.close();
    });
    assert.equal(await text(await exec()), 'one zwö');
  });

  it('sends input in order, in binary messages, however many writes there are at a time', async () => {
    const input = Array.from({ length: 200 }, (_, index) => `${index}:${'x'.repeat(index * 10)}\r`);
    const total = input.join('').length;
    const received = new Promise<string>(resolve => {
      let all = '';
      open(client => {
        client.send('');
        client.on('message', (data: Buffer, isBinary) => {
          assert.ok(isBinary);
          all += data.toString();
          if (all.length === total) resolve(all);
        });
      });
    });
    const session = await exec();
    await Promise.all(input.map(piece => session.write(Buffer.from(piece))));
    assert.equal(await received, input.join(''));
  });

  it('waits with what is written while the other end reads nothing', async () => {
    let client: WebSocket | undefined;
    const stalled = new Promise<void>(resolve => {
      open(opened => {
        client = opened;
        opened.pause();
        resolve();
      });
    });
    const session = await exec();
    await stalled;
    const size = 24 * 1024 * 1024; // far more than the machine keeps for a connection
    let written = false;
    let writtenAtFirst: boolean | undefined;
    const writing = session.write(new Uint8Array(size)).then(() => (written = true));
    let received = 0;
    const all = new Promise<void>(resolve => {
      client?.on('message', (data: Buffer) => {
        if (received === 0) writtenAtFirst = written;
        received += data.length;
        if (received === size) resolve();
      });
    });
    client?.resume();
    await Promise.all([writing, all]);
    assert.equal(writtenAtFirst, false);
    assert.equal(received, size);
  });

  it('ends with the program: a closing frame', async () => {
    for (const code of [1000, undefined]) {
      open(client => {
        client.send('bye');
        client.close(code);
      });
      assert.equal(await text(await exec()), 'bye');
    }
  });

  it('is offline once the connection is lost, after all that arrived', async () => {
    open(client => {
      client.send('last words', () => {
        client.terminate();
      });
    });
    const session = await exec();
    let heard = '';
    await assert.rejects(
      async () => {
        for await (const bytes of session.output) heard += Buffer.from(bytes).toString();
      },
      { name: 'AciError', kind: 'offline', message: `The connection to ${hostOf(loopback)} was lost.` },
    );
    assert.equal(heard, 'last words');
    await assert.rejects(session.write(Buffer.from('x')), { name: 'AciError', kind: 'offline' });
  });

  it('is service where the password is refused', async () => {
    open(client => {
      client.close(1008);
    });
    await assert.rejects(text(await exec()), { name: 'AciError', kind: 'service', message: /\(1008\)/ });
  });

  it('is service where the socket is refused', async () => {
    accept = (_request, socket) => socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
    await assert.rejects(exec(), { name: 'AciError', kind: 'service', status: 404 });
  });

  it('is offline, with host and port, where the port is blocked', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as AddressInfo;
    nobody.close();
    await once(nobody, 'close');
    loopback.answer = () => offer(`wss://127.0.0.1:${port}`);
    await assert.rejects(exec(), {
      name: 'AciError',
      kind: 'offline',
      code: 'ECONNREFUSED',
      message: `No connection to 127.0.0.1:${port} (ECONNREFUSED).`,
    });
  });

  for (const webSocketUri of ['ws://127.0.0.1:1/x', 'nonsense', undefined]) {
    it(`refuses ${webSocketUri ?? 'no address'}`, async () => {
      loopback.answer = () => ({ body: { webSocketUri, password } });
      await assert.rejects(exec(), { name: 'AciError', kind: 'service' });
    });
  }

  it("passes ARM's refusal on", async () => {
    loopback.answer = () => ({
      status: 409,
      body: { error: { code: 'ContainerGroupTransitioning', message: 'Later.' } },
    });
    await assert.rejects(exec(), { name: 'AciError', kind: 'conflict', message: 'Later.' });
  });

  it('closes the socket properly when it is closed, and ends', async () => {
    const closed = new Promise<number>(resolve => {
      open(client => {
        client.on('close', resolve);
        client.send('prompt');
      });
    });
    const session = await exec();
    const reading = text(session);
    session.close();
    await reading;
    assert.equal(await closed, 1000);
  });

  it("ends the socket and throws the signal's reason when that aborts", async () => {
    const closed = new Promise<void>(resolve => {
      open(client => {
        client.on('close', () => {
          resolve();
        });
      });
    });
    const reading = text(await exec());
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
    const opening = exec();
    await asked;
    const reason = new Error('enough');
    controller.abort(reason);
    await assert.rejects(opening, reason);
  });
});

function hostOf({ origin }: LoopbackServer): string {
  return new URL(origin).host;
}
