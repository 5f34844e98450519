import { Emitter, type Event } from '../../core/event.ts';
import { harmfulRun } from '../../core/harmfulCharacters.ts';

/** As ECMA-48 numbers them. */
const styles = { plain: 0, bold: 1, faint: 2, red: 31, yellow: 33 };

/** What a terminal shows: a program's output, and lines of our own in between. */
export interface TerminalOutput {
  readonly onDidWrite: Event<string>;
  write(text: string): void;
  /** A line of our own, whatever the program has left behind. */
  writeMessage(style: keyof typeof styles, text: string): void;
}

export function createTerminalOutput(): TerminalOutput {
  const written = new Emitter<string>();
  let isAtLineStart = true;

  function write(text: string): void {
    if (text === '') return;
    isAtLineStart = text.endsWith('\n');
    written.fire(text);
  }

  return {
    onDidWrite: written.event,
    write,
    writeMessage(style, text) {
      const start = isAtLineStart ? '' : '\r\n';
      write(`\x1b[0m${start}\x1b[${styles[style]}m${printable(text)}\x1b[0m\r\n`);
    },
  };
}

/** Azure's words go to the terminal as text only. */
function printable(text: string): string {
  return text.replace(harmfulRun, ' ');
}
