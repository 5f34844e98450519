import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { AciError } from '../../../src/core/errors.ts';
import type { ContainerRef } from '../../../src/core/model/containerGroup.ts';
import type { ExecSession, TerminalSize } from '../../../src/core/azureApi.ts';
import {
  resizeDelay,
  ShellTerminal,
  type ShellTerminalDeps,
} from '../../../src/ui/terminal/shellTerminal.ts';
import { TestClock } from '../../testClock.ts';
import { openTerminalFixture, Screen, type TerminalFixture } from './terminalFixture.ts';

const size = { columns: 100, rows: 30 };

describe('A shell in a container as a terminal', () => {
  let world: TerminalFixture;
  let hello: ContainerRef;
  before(async () => {
    world = await openTerminalFixture();
    hello = world.refOf('hello', 'hello');
  });
  after(() => world.close());

  /** Everything around one terminal; `start` lets its size settle. */
  function terminalIn(ref: ContainerRef, program = '/bin/sh', changes: Partial<ShellTerminalDeps> = {}) {
    const clock = new TestClock();
    const screen = new Screen();
    const opened: { program: string; size: TerminalSize }[] = [];
    const sessions: ExecSession[] = [];
    const errors: AciError[] = [];
    const offers: string[] = [];
    let mayResize: (answer: boolean) => void = () => assert.fail('nothing was offered');
    const terminal = new ShellTerminal(program, {
      name: `${ref.group.name}/${ref.container}`,
      clock,
      open: async (wanted, wantedSize, signal) => {
        opened.push({ program: wanted, size: wantedSize });
        const session = await world.aci.exec(ref, wanted, wantedSize, signal);
        sessions.push(session);
        return session;
      },
      askOtherShell: () => Promise.resolve(undefined),
      askToResize: command => {
        offers.push(command);
        return new Promise(resolve => (mayResize = resolve));
      },
      logError: error => errors.push(error),
      ...changes,
    });
    terminal.onDidWrite(text => screen.write(text));
    const closed = new Promise<void>(resolve => terminal.onDidClose(() => resolve()));
    const settle = async () => {
      await clock.asleepFor(resizeDelay);
      clock.advance(resizeDelay);
    };
    return {
      ...{ terminal, clock, screen, opened, sessions, errors, offers, closed, settle },
      answerOffer: (answer: boolean) => mayResize(answer),
      start: async () => {
        terminal.open(size);
        await settle();
        return screen.shows(/# $/);
      },
      type: (text: string, until = /# $/) => {
        terminal.handleInput(text);
        return screen.shows(until);
      },
    };
  }

  it('says what it opens, then is the shell', async () => {
    const { start, type, opened, terminal } = terminalIn(hello);
    assert.match(await start(), /Opening \/bin\/sh in hello\/hello…[^]*\r\n\/ # $/);
    assert.equal(await type('echo hi\r'), 'echo hi\r\nhi\r\n/ # ');
    assert.deepEqual(opened, [{ program: '/bin/sh', size }]);
    terminal.close();
  });

  it("writes each line of its own at a line's start, with no empty line before it", async () => {
    const { terminal, start, screen, type } = terminalIn(hello);
    assert.match(await start(), /^\x1b\[0m\x1b\[2mOpening/);
    await type('printf half\r', /half\/ # $/);
    world.emulator.arm.execSockets.terminateAll();
    assert.match(
      await screen.shows(/reconnect/),
      /^\x1b\[0m\r\n\x1b\[31m──[^\r\n]*\r\n\x1b\[0m\x1b\[1mPress/,
    );
    await type('\r');
    terminal.close();
  });

  it('is opened with the size that has held for a while, not with the placeholder', async () => {
    const { terminal, clock, screen, settle, type, opened } = terminalIn(hello);
    terminal.open({ columns: 80, rows: 30 });
    await clock.asleepFor(resizeDelay);
    clock.advance(resizeDelay - 1);
    terminal.setDimensions({ columns: 132, rows: 43 });
    await clock.asleepFor(resizeDelay);
    clock.advance(resizeDelay - 1);
    assert.deepEqual(opened, []);
    terminal.setDimensions({ columns: 120, rows: 40 });
    await settle();
    await screen.shows(/# $/);
    assert.match(await type('stty size\r'), /\r\n40 120\r\n/);
    terminal.close();
  });

  it('is 80 by 24 where the editor tells no size', async () => {
    const { terminal, screen, settle, opened } = terminalIn(hello);
    terminal.open(undefined);
    await settle();
    await screen.shows(/# $/);
    assert.deepEqual(opened[0]?.size, { columns: 80, rows: 24 });
    terminal.close();
  });

  it('keeps what is typed before the shell is there', async () => {
    const { terminal, screen, settle } = terminalIn(hello);
    terminal.open(size);
    terminal.handleInput('echo ');
    terminal.handleInput('early\r');
    await settle();
    assert.match(await screen.shows(/early\r\n\/ # $/), /echo early\r\n/);
    terminal.close();
  });

  it('brings a paste of 100 kB whole and in order', async () => {
    const { terminal, screen, start, type } = terminalIn(hello);
    await start();
    await type('stty -echo\r', /# $/);
    terminal.handleInput('cat\r');
    const lines = Array.from({ length: 1_250 }, (_, index) => `${index} grüße 🐳 ${'x'.repeat(70)}`);
    const paste = `${lines.join('\r')}\r`;
    assert.ok(Buffer.byteLength(paste) > 100_000);
    terminal.handleInput(paste);
    terminal.handleInput('\x04');
    const shown = await screen.shows(/# $/);
    assert.equal(shown, `${lines.join('\r\n')}\r\n/ # `);
    terminal.close();
  });

  it('passes Ctrl-C and Ctrl-D on', async () => {
    const { type, start, closed, terminal, sessions } = terminalIn(hello);
    await start();
    await type('sleep 1000\r', /sleep 1000\r\n/);
    assert.equal(await type('\x03'), '^C\r\n/ # ');
    terminal.handleInput('\x04');
    await closed;
    assert.equal(sessions.length, 1);
  });

  it('closes after exit', async () => {
    const { terminal, start, closed } = terminalIn(hello);
    await start();
    terminal.handleInput('exit\r');
    await closed;
  });

  it('closes its session when the editor closes it', async () => {
    let left: () => void = () => undefined;
    const ended = new Promise<void>(resolve => (left = resolve));
    const { terminal, start, screen } = terminalIn(hello, '/bin/sh', {
      open: async (program, wanted, signal) => {
        const session = await world.aci.exec(hello, program, wanted, signal);
        return {
          ...session,
          close() {
            session.close();
            left();
          },
        };
      },
    });
    await start();
    terminal.close();
    await ended;
    assert.equal(screen.fresh, '');
  });

  it('opens nothing that was closed before its size settled', async () => {
    const { terminal, clock, opened } = terminalIn(hello);
    terminal.open(size);
    await clock.asleepFor(resizeDelay);
    terminal.close();
    clock.advance(resizeDelay);
    await Promise.resolve();
    assert.deepEqual(opened, []);
  });

  it('calls the opening off when it is closed meanwhile, and says nothing', async () => {
    const signals: AbortSignal[] = [];
    let asked: () => void = () => undefined;
    const opening = new Promise<void>(resolve => (asked = resolve));
    const { terminal, settle, screen, errors } = terminalIn(hello, '/bin/sh', {
      open(_program, _size, signal) {
        signals.push(signal);
        asked();
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        });
      },
    });
    terminal.open(size);
    await settle();
    await opening;
    await screen.shows(/Opening/);
    terminal.close();
    await new Promise(setImmediate);
    assert.equal(signals[0]?.aborted, true);
    assert.deepEqual([errors, screen.fresh], [[], '']);
  });

  it('says clearly that the connection was lost, and reconnects on Enter', async () => {
    const { terminal, start, screen, type, sessions, errors } = terminalIn(hello);
    await start();
    await type('X=5\r');
    world.emulator.arm.execSockets.terminateAll();
    const said = await screen.shows(/Press Enter to reconnect\.[^]*\r\n$/);
    assert.match(said, /── The connection to 127\.0\.0\.1:\d+ was lost\. ──/);
    assert.equal(errors[0]?.kind, 'offline');
    assert.equal(terminal.pendingAction?.title, 'Reconnect');
    assert.ok(said.includes(terminal.pendingAction.text));
    terminal.handleInput('ls\x03');
    assert.equal(screen.fresh, '');
    assert.match(await type('\r'), /Opening \/bin\/sh/);
    assert.equal(await type('echo [$X]\r'), 'echo [$X]\r\n[]\r\n/ # ');
    assert.equal(sessions.length, 2);
    terminal.close();
  });

  it('reconnects on a click as well, once, and offers nothing while it is open', async () => {
    const { terminal, start, screen, sessions } = terminalIn(hello);
    await start();
    assert.equal(terminal.pendingAction, undefined);
    terminal.runPendingAction();
    world.emulator.arm.execSockets.terminateAll();
    await screen.shows(/Press Enter to reconnect\.[^]*\r\n$/);
    terminal.runPendingAction();
    terminal.runPendingAction();
    await screen.shows(/\/ # $/);
    assert.equal(terminal.pendingAction, undefined);
    assert.equal(sessions.length, 2);
    terminal.close();
  });

  it('closes on Ctrl-D once the connection is lost', async () => {
    const { terminal, start, screen, closed } = terminalIn(hello);
    await start();
    world.emulator.arm.execSockets.terminateAll();
    await screen.shows(/reconnect/);
    terminal.handleInput('\x04');
    await closed;
  });

  it('names the host and the port where that is blocked', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as AddressInfo;
    nobody.close();
    await once(nobody, 'close');
    const { server } = world.emulator;
    server.interceptRequest = ({ url }) =>
      url.pathname.endsWith('/exec')
        ? { status: 200, body: { webSocketUri: `wss://127.0.0.1:${port}/execstream/1`, password: 'p' } }
        : undefined;
    const { terminal, settle, screen, type } = terminalIn(hello);
    try {
      terminal.open(size);
      await settle();
      const said = await screen.shows(/reconnect/);
      assert.match(said, new RegExp(`── No connection to 127\\.0\\.0\\.1:${port} \\(ECONNREFUSED\\)\\. ──`));
      assert.match(said, /a firewall or a proxy may block them/);
    } finally {
      server.interceptRequest = undefined;
    }
    await type('\r');
    terminal.close();
  });

  it('names port 19390 where a firewall drops what is sent there', async () => {
    const host = 'bridge.eastus.atlas.cloudapp.azure.com:19390';
    const { terminal, settle, screen } = terminalIn(hello, '/bin/sh', {
      open: () => Promise.reject(new AciError('offline', `No connection to ${host} (ETIMEDOUT).`)),
    });
    terminal.open(size);
    await settle();
    assert.match(
      await screen.shows(/reconnect/),
      /── No connection to \S+:19390 \(ETIMEDOUT\)\. ──[^]*a firewall or a proxy may block them/,
    );
    terminal.close();
  });

  it('puts characters together whose bytes come in several frames', async () => {
    const text = 'grüße 🐳 終';
    const { terminal, settle, screen } = terminalIn(hello, '/bin/sh', {
      open: () =>
        Promise.resolve({
          output: (async function* () {
            for (const byte of Buffer.from(`${text}# `)) yield await Promise.resolve(Uint8Array.of(byte));
          })(),
          write: () => Promise.resolve(),
          close: () => undefined,
        }),
    });
    terminal.open(size);
    await settle();
    const shown = await screen.shows(/# /);
    assert.ok(shown.includes(text), shown);
    terminal.close();
  });

  it('passes nothing on by which a program could reach the editor or the clipboard', async () => {
    const { start, type, terminal } = terminalIn(hello);
    await start();
    const shown = await type(
      `printf 'a\\033]52;c;?\\007\\033]633;A\\007\\033]0;title\\007b\\n'\r`,
      /ab?.*b\r\n\/ # $/s,
    );
    assert.ok(shown.endsWith('a\u001b\\\u001b\\\u001b]0;title\u0007b\r\n/ # '), JSON.stringify(shown));
    terminal.close();
  });

  it("tells Azure's refusal in our words and its own", async () => {
    const { terminal, settle, screen } = terminalIn(world.refOf('storefront-admin', 'admin'));
    terminal.open(size);
    await settle();
    const said = await screen.shows(/reconnect/);
    assert.match(said, /── Azure refused this\. \(The container 'admin' .* is not running\.\) ──/);
    terminal.close();
  });

  it('asks for another shell where the image does not have this one', async () => {
    const { terminal, settle, screen, type, opened } = terminalIn(hello, '/bin/bash', {
      askOtherShell: () => Promise.resolve('/bin/sh'),
    });
    terminal.open(size);
    await settle();
    assert.match(
      await screen.shows(/choose another shell\./),
      /stat \/bin\/bash: no such file[^]*── \/bin\/bash ended at once: the image may not have it ──/,
    );
    await type('\r');
    assert.deepEqual(
      opened.map(({ program }) => program),
      ['/bin/bash', '/bin/sh'],
    );
    terminal.close();
  });

  it('may be asked again where no other shell was chosen', async () => {
    let asked = 0;
    const { terminal, settle, screen } = terminalIn(hello, '/bin/bash', {
      askOtherShell: () => {
        asked += 1;
        return Promise.resolve(undefined);
      },
    });
    terminal.open(size);
    await settle();
    await screen.shows(/choose another shell\./);
    terminal.handleInput('\r');
    await new Promise(setImmediate);
    terminal.handleInput('\r');
    assert.equal(asked, 2);
    terminal.close();
  });

  it('says that the session has ended where nobody wanted to leave, and opens a new one on Enter', async () => {
    const agent = world.refOf('agent-01', 'agent');
    const { terminal, start, screen, type } = terminalIn(agent, '/bin/bash');
    await start();
    await type('ls\r');
    const { subscriptionId, resourceGroup, name } = agent.group;
    const group = world.emulator.estate.group({ subscriptionId, resourceGroup, name });
    group?.running.stop();
    assert.match(await screen.shows(/open a new one\./), /── the session has ended ──/);
    group?.running.start();
    terminal.close();
  });

  describe('after a resize (it does not resize, azure-cli#11083)', () => {
    const wider = { columns: 150, rows: 50 };

    it('offers to type stty, and does so only when told to', async () => {
      const { terminal, start, settle, offers, answerOffer, screen, type } = terminalIn(hello);
      await start();
      terminal.setDimensions({ columns: 140, rows: 40 });
      terminal.setDimensions(wider);
      await settle();
      await new Promise(setImmediate);
      assert.deepEqual(offers, ['stty cols 150 rows 50']);
      assert.equal(screen.fresh, '');
      answerOffer(true);
      assert.equal(await screen.shows(/# $/), 'stty cols 150 rows 50\r\n/ # ');
      assert.match(await type('stty size\r'), /50 150/);
      terminal.close();
    });

    it('offers it once, and types nothing where it is declined', async () => {
      const { terminal, start, settle, offers, answerOffer, screen, clock } = terminalIn(hello);
      await start();
      terminal.setDimensions(wider);
      await settle();
      await new Promise(setImmediate);
      answerOffer(false);
      terminal.setDimensions({ columns: 60, rows: 20 });
      clock.advance(resizeDelay);
      await new Promise(setImmediate);
      assert.equal(offers.length, 1);
      assert.equal(screen.fresh, '');
      terminal.close();
    });

    it('offers nothing where the old size is back, or to a program that is no Unix shell', async () => {
      const back = terminalIn(hello);
      await back.start();
      back.terminal.setDimensions(wider);
      back.terminal.setDimensions(size);
      await back.settle();
      await new Promise(setImmediate);
      assert.deepEqual(back.offers, []);
      back.terminal.close();

      const cmd = terminalIn(world.refOf('iis-legacy', 'iis'), 'cmd.exe');
      cmd.terminal.open(size);
      await cmd.settle();
      await cmd.screen.shows(/C:\\>$/);
      cmd.terminal.setDimensions(wider);
      cmd.clock.advance(resizeDelay);
      await new Promise(setImmediate);
      assert.deepEqual(cmd.offers, []);
      cmd.terminal.close();
    });

    it('opens the next session with the new size', async () => {
      const { terminal, start, screen, type, opened } = terminalIn(hello);
      await start();
      terminal.setDimensions(wider);
      world.emulator.arm.execSockets.terminateAll();
      await screen.shows(/reconnect/);
      await type('\r');
      assert.deepEqual(opened.at(-1)?.size, wider);
      terminal.close();
    });
  });
});
