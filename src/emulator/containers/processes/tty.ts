import type { ProcessInput } from './process.ts';
import type { Terminal } from './program.ts';

/** A terminal's line discipline, as Linux has it: what is typed is shown, edited and handed on line by line. */
export interface Tty extends Terminal, ProcessInput {
  /** What is typed, in any pieces. */
  type(bytes: Uint8Array): void;
  /** What a program writes, as the screen gets it. */
  onScreen(text: string): string;
}

const keys = { interrupt: '\x03', end: '\x04', backspace: '\b', erase: '\x7f', kill: '\x15', word: '\x17' };

/** `screen` gets what typing shows; `interrupt` is called for Ctrl-C. */
export function createTty(
  size: { readonly columns: number; readonly rows: number },
  on: { screen(text: string): void; interrupt(): void },
): Tty {
  const utf8 = new TextDecoder();
  let line: string[] = [];
  let shown: string[] = [];
  /** Lines that are not read yet; undefined: the end of the input. */
  const lines: (string | undefined)[] = [];
  let ready: () => void = () => undefined;

  const tty: Tty = {
    ...size,
    echo: true,
    get isReady() {
      return lines.length > 0;
    },
    whenReady(listener) {
      ready = listener;
      if (lines.length > 0) announce();
    },
    take: () => lines.shift(),
    onScreen: text => text.replaceAll('\n', '\r\n'),
    type(bytes) {
      for (const char of utf8.decode(bytes, { stream: true })) press(char);
      if (shown.length > 0) on.screen(shown.join(''));
      shown = [];
      if (lines.length > 0) announce();
    },
  };

  function press(char: string): void {
    switch (char) {
      case '\r':
      case '\n':
        show('\r\n');
        handOn('\n');
        return;
      case keys.backspace:
      case keys.erase:
        erase(1);
        return;
      case keys.kill:
        erase(line.length);
        return;
      case keys.word:
        erase(/\S*\s*$/u.exec(line.join(''))?.[0].length ?? 0);
        return;
      case keys.end:
        if (line.length > 0) handOn('');
        else lines.push(undefined);
        return;
      case keys.interrupt:
        show('^C');
        line = [];
        lines.length = 0;
        on.interrupt();
        return;
      default:
        line.push(char);
        show(char < ' ' && char !== '\t' ? `^${String.fromCharCode(char.charCodeAt(0) + 64)}` : char);
    }
  }

  function handOn(end: string): void {
    lines.push(line.join('') + end);
    line = [];
  }

  function erase(count: number): void {
    for (let left = Math.min(count, line.length); left > 0; left--) {
      const columns = (line.pop() ?? '') < ' ' ? 2 : 1;
      show('\b \b'.repeat(columns));
    }
  }

  function show(text: string): void {
    if (tty.echo) shown.push(text);
  }

  function announce(): void {
    const listener = ready;
    ready = () => undefined;
    listener();
  }

  return tty;
}
