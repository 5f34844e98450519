import { escapeLogLine } from '../logs/cleanLine.ts';

/** A line that grows beyond this is written in pieces (characters): the editor can't show longer ones anyway. */
const longestLine = 65_536;

/** Writes a program's output line by line, with nothing in it that could do harm. */
export interface LineWriter {
  push(text: string): void;
  /** Writes what there is of a line that has no end. */
  end(): void;
}

export function createLineWriter(append: (text: string) => void): LineWriter {
  let parts: string[] = [];
  let length = 0;

  function take(): string {
    const line = escapeLogLine(parts.join(''));
    parts = [];
    length = 0;
    return `${line}\n`;
  }

  return {
    push(text) {
      const ended = text.split('\n');
      const open = ended.pop() ?? '';
      const lines = ended.map(rest => {
        parts.push(rest);
        return take();
      });
      for (let from = 0; from < open.length; from += longestLine) {
        const piece = open.slice(from, from + longestLine);
        parts.push(piece);
        length += piece.length;
        if (length >= longestLine) lines.push(take());
      }
      if (lines.length > 0) append(lines.join(''));
    },
    end() {
      if (parts.length > 0) append(take());
    },
  };
}
