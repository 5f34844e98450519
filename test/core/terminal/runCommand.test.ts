import assert from 'node:assert/strict';
import type { ExecSession } from '../../../src/core/azureApi.ts';
import { runCommand, type RunCommandItem } from '../../../src/core/terminal/runCommand.ts';
import { commandShells } from '../../../src/core/terminal/commandShell.ts';
import { markers } from '../../../src/core/terminal/markers.ts';
import { TestClock } from '../../testClock.ts';

const nonce = 'n1';
const shell = commandShells.Linux;
const { begin, end } = markers(nonce);

/** A session whose output a test writes. */
class Session implements ExecSession {
  readonly typed: string[] = [];
  closed = false;
  #waiting: (Uint8Array | 'end')[] = [];
  #wake: () => void = () => undefined;

  readonly output = this.#read();

  show(text: string): void {
    this.#waiting.push(Buffer.from(text));
    this.#wake();
  }

  end(): void {
    this.#waiting.push('end');
    this.#wake();
  }

  write(input: Uint8Array): Promise<void> {
    this.typed.push(Buffer.from(input).toString());
    return Promise.resolve();
  }

  close(): void {
    this.closed = true;
    this.end();
  }

  async *#read(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next === 'end') return;
      if (next) yield next;
      else await new Promise<void>(resolve => (this.#wake = resolve));
    }
  }
}

describe('Running a command in a session', () => {
  let session: Session;
  let clock: TestClock;
  let controller: AbortController;
  beforeEach(() => {
    session = new Session();
    clock = new TestClock();
    controller = new AbortController();
  });

  const run = (open = () => Promise.resolve<ExecSession>(session)) =>
    runCommand('ls', { shell, open, clock, nonce }, controller.signal);
  const gather = async (items: AsyncIterable<RunCommandItem>) => {
    const all: RunCommandItem[] = [];
    for await (const item of items) all.push(item);
    return all;
  };
  const soon = () => new Promise(setImmediate);

  it('types the line as soon as the shell shows its prompt', async () => {
    const running = gather(run());
    await soon();
    assert.deepEqual(session.typed, []);
    session.show('$ ');
    await soon();
    assert.deepEqual(session.typed, [shell.inputLine('ls', nonce)]);
    session.show(`…echo…${begin}a\r\n`);
    await soon();
    session.show(`b${end}7]]$ `);
    assert.deepEqual(await running, [
      { kind: 'output', text: 'a\n' },
      { kind: 'output', text: 'b' },
      { kind: 'ended', exitCode: 7 },
    ]);
    assert.equal(session.closed, true);
    assert.equal(session.typed.length, 1);
  });

  it('types it after two seconds where the shell shows none', async () => {
    const running = gather(run());
    await clock.asleepFor(2_000);
    clock.advance(2_000);
    await soon();
    assert.equal(session.typed.length, 1);
    session.show(`${begin}${end}0]]`);
    assert.deepEqual(await running, [{ kind: 'ended', exitCode: 0 }]);
  });

  it('tells what was said where the session ends before the command begins', async () => {
    const running = gather(run());
    session.show('no such file\r\n');
    session.end();
    assert.deepEqual(await running, [{ kind: 'broken', begun: false, said: 'no such file\r\n' }]);
  });

  it('tells that the session ended before the command, after all its output', async () => {
    const running = gather(run());
    session.show(`$ ${begin}half a li`);
    await soon();
    session.show('ne\r');
    session.end();
    assert.deepEqual(await running, [
      { kind: 'output', text: 'half a li' },
      { kind: 'output', text: 'ne' },
      { kind: 'output', text: '\r' },
      { kind: 'broken', begun: true, said: `$ ${begin}half a li` },
    ]);
  });

  it('is interrupted by the signal: Ctrl-C, then the session is closed', async () => {
    const running = gather(run());
    session.show(`$ ${begin}`);
    await soon();
    const reason = new Error('enough');
    controller.abort(reason);
    await assert.rejects(running, reason);
    assert.deepEqual(session.typed.slice(1), ['\x03']);
    assert.equal(session.closed, true);
  });

  it('is interrupted by leaving', async () => {
    session.show(`$ ${begin}line`);
    for await (const item of run()) {
      assert.equal(item.kind, 'output');
      break;
    }
    assert.equal(session.typed.at(-1), '\x03');
    assert.equal(session.closed, true);
  });

  it('opens nothing once the signal has aborted, and lets go of an opening when it does', async () => {
    let opened = 0;
    const never = (signal: AbortSignal) => {
      opened += 1;
      return new Promise<ExecSession>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    };
    const reason = new Error('enough');
    const running = gather(runCommand('ls', { shell, open: never, clock, nonce }, controller.signal));
    controller.abort(reason);
    await assert.rejects(running, reason);
    await assert.rejects(
      gather(runCommand('ls', { shell, open: never, clock, nonce }, controller.signal)),
      reason,
    );
    assert.equal(opened, 1);
  });
});
