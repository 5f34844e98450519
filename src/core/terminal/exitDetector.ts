/** Follows what is typed, to tell whether it leaves the shell. */
export interface ExitDetector {
  push(text: string): void;
  /** The last thing typed was `exit`, `logout`, or Ctrl-D on an empty line. */
  readonly isExit: boolean;
}

export function createExitDetector(): ExitDetector {
  let line = '';
  let isExit = false;
  return {
    get isExit() {
      return isExit;
    },
    push(text) {
      for (const char of text) {
        isExit = false;
        if (char === '\r' || char === '\n') {
          isExit = /^\s*(?:exit|logout)\b/.test(line);
          line = '';
        } else if (char === '\x04') isExit = line === '';
        else if (char === '\x03' || char === '\x15') line = '';
        else if (char === '\x7f' || char === '\b') line = line.slice(0, -1);
        else if (line.length < 64) line += char;
      }
    },
  };
}
