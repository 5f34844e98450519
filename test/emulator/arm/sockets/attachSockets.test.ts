import assert from 'node:assert/strict';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { objectAt, textAt } from '../../../../src/emulator/json.ts';
import type { ContainerSwitches } from '../../../../src/emulator/containers/runtime.ts';
import { groupOf, groupUrl, minute, startArmServer, type ArmServer } from '../armServer.ts';

describe('Attach sockets', () => {
  let azure: ArmServer;
  const open: WebSocket[] = [];
  const begin = async (containers: Partial<ContainerSwitches> = {}) => {
    azure = await startArmServer({ containers });
    const command = ['/bin/sh', '-c', 'while true; do echo tick; sleep 10; done'];
    await azure.call('PUT', groupUrl('web'), { body: groupOf({ container: { image: 'alpine', command } }) });
  };
  afterEach(async () => {
    for (const socket of open.splice(0)) socket.terminate();
    await azure.close();
  });

  const offer = async () => {
    const { status, json } = await azure.call('POST', groupUrl('web', '/containers/web/attach'));
    assert.equal(status, 200);
    return { uri: textAt(json, 'webSocketUri'), password: textAt(json, 'password') };
  };
  const connect = (uri: string, authorization?: string) => {
    const socket = new WebSocket(uri, {
      ca: azure.ca,
      ...(authorization === undefined ? {} : { headers: { authorization } }),
    });
    open.push(socket);
    return socket;
  };
  /** The first messages, as text, once so many have come. */
  const messages = (socket: WebSocket, count: number) =>
    new Promise<string[]>((resolve, reject) => {
      const seen: string[] = [];
      socket.on('error', reject);
      socket.on('message', (data: Buffer) => {
        seen.push(data.toString('utf8'));
        if (seen.length === count) resolve(seen);
      });
    });
  const refusal = (socket: WebSocket) =>
    new Promise<number>((resolve, reject) => {
      socket.on('error', () => undefined);
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
      socket.on('open', () => reject(new Error('The socket was let in.')));
    });
  const closing = async (socket: WebSocket) => {
    const [code] = (await once(socket, 'close')) as [number];
    return code;
  };

  it('offer an address on this host and a password that ends in [[EOM]]', async () => {
    await begin();
    azure.clock.advance(minute);
    const { uri, password } = await offer();
    assert.match(uri, /^wss:\/\/127\.0\.0\.1:\d+\/logstream\/sessionId\/[0-9a-f-]{36}\?api-version=1\.0$/);
    assert.match(password, /^[\w-]{26}\[\[EOM\]\]$/);
  });

  it('take the password as a header, begin with an empty message, then bring the output', async () => {
    await begin();
    azure.clock.advance(minute);
    const { uri, password } = await offer();
    const socket = connect(uri, password);
    const [empty] = await messages(socket, 1);
    assert.equal(empty, '');
    const next = messages(socket, 1);
    azure.clock.advance(10_000);
    assert.deepEqual(await next, ['tick\n']);
  });

  it('refuse a wrong header, no header, and an address that was never offered', async () => {
    await begin();
    azure.clock.advance(minute);
    const { uri } = await offer();
    assert.equal(await refusal(connect(uri, 'guess')), 401);
    assert.equal(await refusal(connect(uri)), 401);
    assert.equal(await refusal(connect(uri.replace(/sessionId\/[^?]+/, 'sessionId/0'), 'x')), 404);
    assert.equal(await refusal(connect(uri.replace('logstream', 'elsewhere'), 'x')), 404);
  });

  it('take the password as the first frame where they are switched to it', async () => {
    await begin({ attachAuthentication: 'firstFrame' });
    azure.clock.advance(minute);
    const { uri, password } = await offer();
    const socket = connect(uri);
    await once(socket, 'open');
    socket.send(password);
    assert.deepEqual(await messages(socket, 1), ['']);

    const wrong = connect((await offer()).uri);
    await once(wrong, 'open');
    wrong.send('guess');
    assert.equal(await closing(wrong), 1008);
  });

  it('are closed when the container ends', async () => {
    await begin();
    azure.clock.advance(minute);
    const { uri, password } = await offer();
    const socket = connect(uri, password);
    await messages(socket, 1);
    const closed = closing(socket);
    await azure.call('POST', groupUrl('web', '/stop'));
    assert.equal(await closed, 1000);
  });

  it('are cut without a word after a silence, where they are switched to it', async () => {
    await begin({ attachDropAfterMs: 3000 });
    azure.clock.advance(minute);
    const { uri, password } = await offer();
    const socket = connect(uri, password);
    await messages(socket, 1);
    const closed = closing(socket);
    azure.clock.advance(3000);
    assert.equal(await closed, 1006);
  });

  it('can fall silent while they stay open, as for a closed laptop', async () => {
    await begin();
    azure.clock.advance(minute);
    const first = await offer();
    const frozen = connect(first.uri, first.password);
    await messages(frozen, 1);
    azure.arm.attachSockets.freezeAll();
    const second = await offer();
    const live = connect(second.uri, second.password);
    await messages(live, 1);
    let received = 0;
    frozen.on('message', () => received++);
    const next = messages(live, 1);
    azure.clock.advance(10_000);
    await next;
    assert.deepEqual([received, frozen.readyState], [0, WebSocket.OPEN]);
  });

  it('are not to be had before the container has started', async () => {
    await begin();
    const { status, json } = await azure.call('POST', groupUrl('web', '/containers/web/attach'));
    assert.deepEqual([status, textAt(objectAt(json, 'error'), 'code')], [409, 'ContainerGroupTransitioning']);
  });
});
