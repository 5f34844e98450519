import assert from 'node:assert/strict';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { objectAt, textAt } from '../../../../src/emulator/json.ts';
import type { ContainerSwitches } from '../../../../src/emulator/containers/runtime.ts';
import { groupOf, groupUrl, minute, startArmServer, type ArmServer } from '../armServer.ts';

describe('Exec sockets', () => {
  let azure: ArmServer;
  const open: WebSocket[] = [];
  const begin = async (containers: Partial<ContainerSwitches> = {}, command = ['sleep', 'infinity']) => {
    azure = await startArmServer({ containers });
    const body = groupOf({
      container: { image: 'alpine', command },
      properties: { restartPolicy: 'Never' },
    });
    await azure.call('PUT', groupUrl('web'), { body });
  };
  afterEach(async () => {
    for (const socket of open.splice(0)) socket.terminate();
    await azure.close();
  });

  const ask = (body: unknown = { command: '/bin/sh', terminalSize: { rows: 30, cols: 100 } }) =>
    azure.call('POST', groupUrl('web', '/containers/web/exec'), { body });
  const offer = async (body?: unknown) => {
    const { status, json } = await ask(body);
    assert.equal(status, 200);
    return { uri: textAt(json, 'webSocketUri'), password: textAt(json, 'password') };
  };
  const connect = async (uri: string) => {
    const socket = new WebSocket(uri, { ca: azure.ca });
    open.push(socket);
    await once(socket, 'open');
    return socket;
  };
  /** The next message, as text; the emulator's time moves on meanwhile. */
  const message = async (socket: WebSocket) => {
    const next = once(socket, 'message') as Promise<[Buffer]>;
    const moving = setInterval(() => azure.clock.advance(100), 5);
    try {
      return (await next)[0].toString('utf8');
    } finally {
      clearInterval(moving);
    }
  };
  const closing = async (socket: WebSocket) => {
    const [code] = (await once(socket, 'close')) as [number];
    return code;
  };
  const shell = async () => {
    const { uri, password } = await offer();
    const socket = await connect(uri);
    const first = message(socket);
    socket.send(password);
    assert.equal(await first, '');
    assert.equal(await message(socket), '/ # ');
    return socket;
  };
  const errorOf = async (body?: unknown) => {
    const { status, json } = await ask(body);
    return `${status} ${textAt(objectAt(json, 'error'), 'code')}`;
  };

  it('offer an address on this host that tells the size, and a password that ends in [[EOM]]', async () => {
    await begin();
    azure.clock.advance(minute);
    const { uri, password } = await offer();
    assert.match(
      uri,
      /^wss:\/\/127\.0\.0\.1:\d+\/execstream\/sessionId\/[0-9a-f-]{36}\?api-version=1\.0&rows=30&cols=100$/,
    );
    assert.match(password, /^[\w-]{26}\[\[EOM\]\]$/);
  });

  it('take the password as a text message, begin with an empty one, then are a terminal', async () => {
    await begin();
    azure.clock.advance(minute);
    const socket = await shell();
    socket.send(Buffer.from('stty size\r'));
    assert.equal(await message(socket), 'stty size\r\n');
    assert.equal(await message(socket), '30 100\r\n/ # ');
  });

  it('take input as text too, and answer in binary', async () => {
    await begin();
    azure.clock.advance(minute);
    const socket = await shell();
    const answered = once(socket, 'message') as Promise<[Buffer, boolean]>;
    socket.send('x');
    const [data, isBinary] = await answered;
    assert.deepEqual([data.toString(), isBinary], ['x', true]);
  });

  it('are closed for a wrong password, and for one in a binary message', async () => {
    await begin();
    azure.clock.advance(minute);
    const wrong = await connect((await offer()).uri);
    wrong.send('guess');
    assert.equal(await closing(wrong), 1008);
    const { uri, password } = await offer();
    const binary = await connect(uri);
    binary.send(Buffer.from(password));
    assert.equal(await closing(binary), 1008);
  });

  it('are good for one connection', async () => {
    await begin();
    azure.clock.advance(minute);
    const { uri } = await offer();
    await connect(uri);
    const second = new WebSocket(uri, { ca: azure.ca });
    open.push(second);
    second.on('error', () => undefined);
    const [, response] = (await once(second, 'unexpected-response')) as [unknown, { statusCode: number }];
    assert.equal(response.statusCode, 404);
  });

  it('are closed when the program ends, and when the container does', async () => {
    await begin();
    azure.clock.advance(minute);
    const left = await shell();
    const closed = closing(left);
    const echoed = message(left);
    left.send(Buffer.from('exit\r'));
    await echoed;
    azure.clock.advance(1_000);
    assert.equal(await closed, 1000);
    const other = await shell();
    const stopped = closing(other);
    await azure.call('POST', groupUrl('web', '/stop'));
    assert.equal(await stopped, 1000);
  });

  it('say why a program can not be had, and are closed', async () => {
    await begin();
    azure.clock.advance(minute);
    const { uri, password } = await offer({ command: 'ls -l' });
    const socket = await connect(uri);
    const closed = closing(socket);
    const first = message(socket);
    socket.send(password);
    assert.equal(await first, '');
    assert.match(await message(socket), /exec: \\"ls -l\\": executable file not found in \$PATH/);
    assert.equal(await closed, 1000);
  });

  it('are cut without a word, at once or after a while, where that is wanted', async () => {
    await begin();
    azure.clock.advance(minute);
    const socket = await shell();
    const closed = closing(socket);
    azure.arm.execSockets.terminateAll();
    assert.equal(await closed, 1006);

    azure.arm.containers.switches.execDropAfterMs = 60_000;
    const later = await shell();
    assert.equal(azure.arm.execSockets.openCount, 1);
    const dropped = closing(later);
    azure.clock.advance(60_000);
    assert.equal(await dropped, 1006);
  });

  it('are not to be had before the container has started, nor while the group is stopped', async () => {
    await begin();
    assert.equal(await errorOf(), '409 ContainerGroupTransitioning');
    azure.clock.advance(minute);
    await azure.call('POST', groupUrl('web', '/stop'));
    assert.equal(await errorOf(), '409 ContainerNotRunning');
  });

  it('end at once where the container has ended', async () => {
    await begin({}, ['true']);
    azure.clock.advance(minute);
    const { uri, password } = await offer();
    const socket = await connect(uri);
    const closed = closing(socket);
    const first = message(socket);
    socket.send(password);
    assert.equal(await first, '');
    azure.clock.advance(1_000);
    assert.equal(await closed, 1000);
  });

  it('want a command and a size that makes sense', async () => {
    await begin();
    azure.clock.advance(minute);
    assert.equal(await errorOf({}), '400 InvalidRequestContent');
    assert.equal(await errorOf({ command: '' }), '400 InvalidRequestContent');
    assert.equal(await errorOf({ command: 'sh', terminalSize: { rows: -1 } }), '400 InvalidRequestContent');
    const elsewhere = await azure.call('POST', groupUrl('web', '/containers/nobody/exec'), {
      body: { command: 'sh' },
    });
    assert.equal(elsewhere.status, 404);
    const { uri } = await offer({ command: 'sh' });
    assert.match(uri, /rows=24&cols=80$/);
  });
});
