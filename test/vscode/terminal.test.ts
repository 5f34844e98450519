import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { systemClock } from '../../src/core/clock.ts';
import type { ExecSession, TerminalSize } from '../../src/core/ports.ts';
import { ShellTerminal } from '../../src/ui/terminal/shellTerminal.ts';

/** A program that shows its size, then says in capitals what is typed. */
class Shouting implements ExecSession {
  readonly size: TerminalSize;
  closed: () => void = () => undefined;
  readonly #said: Uint8Array[] = [];
  #ended = false;
  #wake: () => void = () => undefined;

  readonly output = this.#read();

  constructor(size: TerminalSize) {
    this.size = size;
    this.#say(`${size.columns}x${size.rows}\r\n`);
  }

  write(input: Uint8Array): Promise<void> {
    this.#say(Buffer.from(input).toString().toUpperCase());
    return Promise.resolve();
  }

  close(): void {
    this.#ended = true;
    this.#wake();
    this.closed();
  }

  #say(text: string): void {
    this.#said.push(Buffer.from(text));
    this.#wake();
  }

  async *#read(): AsyncGenerator<Uint8Array, void, undefined> {
    while (!this.#ended) {
      const next = this.#said.shift();
      if (next) yield next;
      else await new Promise<void>(resolve => (this.#wake = resolve));
    }
  }
}

describe('A terminal in an extension host', () => {
  it('is opened once, with the size it has on the screen, takes input, and ends with its tab', async () => {
    const sessions: Shouting[] = [];
    let shown = '';
    const pty = new ShellTerminal('/bin/sh', {
      name: 'web/app',
      clock: systemClock,
      t: vscode.l10n.t,
      open: (_program, size) => {
        const session = new Shouting(size);
        sessions.push(session);
        return Promise.resolve(session);
      },
      otherShell: () => Promise.resolve(undefined),
      mayResize: () => Promise.resolve(false),
      note: error => assert.fail(error.message),
    });
    const shows = (text: string) =>
      new Promise<void>(resolve => {
        pty.onDidWrite(written => {
          shown += written;
          if (shown.includes(text)) resolve();
        });
      });

    const sized = shows('x');
    const terminal = vscode.window.createTerminal({ name: 'web/app', pty });
    terminal.show();
    await sized;
    const [session] = sessions;
    assert.ok(session);
    assert.ok(session.size.columns > 1 && session.size.rows > 1, JSON.stringify(session.size));

    const answered = shows('HELLO');
    terminal.sendText('hello', false);
    await answered;

    const closed = new Promise<void>(resolve => (session.closed = resolve));
    terminal.dispose();
    await closed;
    assert.equal(sessions.length, 1);
  });
});
