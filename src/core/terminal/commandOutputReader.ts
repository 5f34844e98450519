import { markers } from './markers.ts';

/** Finds a typed command's own output in what the terminal shows. */
export interface CommandOutputReader {
  /** What of the command's output `text` brings. Line ends are what the command wrote, not the terminal's CRLF. */
  push(text: string): string;
  /** What is left when nothing more comes. */
  flush(): string;
  /** `waiting` for the command to begin. */
  readonly state: 'waiting' | 'running' | 'ended';
  readonly exitCode: number | undefined;
}

export function createCommandOutputReader(nonce: string): CommandOutputReader {
  const { begin, end } = markers(nonce);
  const complete = /^-?\d{1,10}\]\]/; // Windows' exit codes are larger, and may be negative
  const incomplete = /^-?\d{0,10}\]?$/;
  let state: CommandOutputReader['state'] = 'waiting';
  let exitCode: number | undefined;
  /** Not given out yet: it could become a marker, or a line end. */
  let held = '';

  function running(): string {
    let from = 0;
    for (let at = held.indexOf(end); at >= 0; at = held.indexOf(end, from)) {
      const after = held.slice(at + end.length);
      const code = complete.exec(after)?.[0];
      if (code !== undefined) {
        state = 'ended';
        exitCode = parseInt(code, 10);
        return give(at, held.length);
      }
      if (incomplete.test(after)) return give(at);
      from = at + 1;
    }
    const safe = held.length - lengthOfPossible(held, end);
    return give(held.charAt(safe - 1) === '\r' ? safe - 1 : safe);
  }

  /** Gives out what is before `until`; keeps what is from `next` on. */
  function give(until: number, next = until): string {
    const text = held.slice(0, until);
    held = held.slice(next);
    return text.replaceAll('\r\n', '\n');
  }

  return {
    get state() {
      return state;
    },
    get exitCode() {
      return exitCode;
    },
    push(text) {
      if (state === 'ended') return '';
      held += text;
      if (state === 'waiting') {
        const at = held.indexOf(begin);
        if (at < 0) {
          held = held.slice(held.length - lengthOfPossible(held, begin));
          return '';
        }
        state = 'running';
        held = held.slice(at + begin.length);
      }
      return running();
    },
    flush() {
      return state === 'running' ? give(held.length) : '';
    },
  };
}

/** How many characters at the end of `text` could be the beginning of `marker`. */
function lengthOfPossible(text: string, marker: string): number {
  for (let length = Math.min(marker.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(marker.slice(0, length))) return length;
  }
  return 0;
}
