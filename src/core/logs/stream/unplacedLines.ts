import type { ParsedSnapshot } from '../snapshot/anchor.ts';
import type { LogDelay } from '../schedule/logDelay.ts';
import type { ServerClock } from '../schedule/serverClock.ts';
import type { SocketLine } from './snapshotSplice.ts';

/** Socket and log may be so far apart (ms). */
export const socketLogSkew = 3000;
/** The log shows what was written before a socket opened at the latest so long after (ms). */
export const longestLag = 11_000;
/** So many lines are kept, and those of the last few seconds. */
const mostLines = 5000;
const keptFor = 5000;
/** As many as that at the very most. */
const lineLimit = 200_000;

/** What a socket brought whose place in the log isn't known. Times in ms by our clock. */
export class UnplacedLines {
  readonly #serverClock: ServerClock;
  readonly #logDelay: LogDelay;
  /** The complete lines since the socket opened, without the first, which may lack its beginning. */
  #lines: SocketLine[] = [];
  #tidyAt = 2 * mostLines;
  #openedAt = Infinity;
  #atFragment = true;
  #lastAt: number | undefined;
  /** The last line, or part of one, from this socket or a former one; `mayBeOld`: perhaps a replayed one. */
  #last: (SocketLine & { readonly mayBeOld: boolean }) | undefined;

  constructor(serverClock: ServerClock, logDelay: LogDelay) {
    this.#serverClock = serverClock;
    this.#logDelay = logDelay;
  }

  get lines(): readonly SocketLine[] {
    return this.#lines;
  }

  /** When the last line came, from this socket or a former one. */
  get lastAt(): number | undefined {
    return this.#lastAt;
  }

  /** Nothing complete has come yet. */
  get isAtFragment(): boolean {
    return this.#atFragment;
  }

  /** From when on a snapshot can tell the place of its lines. */
  get settledAt(): number | undefined {
    const first = this.#lines[0];
    return first && first.at + this.#logDelay.settled;
  }

  /** How many lines came after `time`, or a little before it. */
  countSince(time: number): number {
    return (
      this.#lines.length - 1 - this.#lines.findLastIndex(({ at }) => at <= time - this.#logDelay.settled)
    );
  }

  /** A new socket has been opened. */
  startSocket(at: number): void {
    this.#openedAt = at;
    this.#atFragment = true;
    this.#lines = [];
  }

  add(line: SocketLine): void {
    this.#lastAt = line.at;
    this.recordLastLine(line);
    if (this.#atFragment) {
      this.#atFragment = false;
      return;
    }
    this.#lines.push(line);
    if (this.#lines.length > this.#tidyAt) this.#tidy(line.at);
  }

  /** The socket closed within this line. */
  recordLastLine(line: SocketLine): void {
    // A socket's first bytes may be the rest of a character.
    const text = this.#atFragment ? line.text.replace(/^\uFFFD/, '') : line.text;
    this.#last = { ...line, text, mayBeOld: line.at <= this.#openedAt + socketLogSkew };
  }

  /** What was heard so far tells no place any more. */
  clear(): void {
    this.#lines = [];
  }

  /** The place is known. */
  markPlaced(): void {
    this.#lines = [];
    this.#last = undefined;
  }

  /** Whether `log`, asked for at `asked`, doesn't show yet the last that came. */
  isAhead(log: ParsedSnapshot, asked: number): boolean {
    const last = this.#last;
    if (last === undefined) return false;
    const came = this.#serverClock.toServerTime(last.at);
    // The log has had time enough to show it: where its time there is another one, timestamps don't tell when lines came.
    const mustBeShown = asked >= last.at + longestLag;
    const written = last.mayBeOld || mustBeShown ? -Infinity : came - longestLag;
    const shown = log.partial ? [...log.lines, log.partial] : log.lines;
    return !shown.some(({ text, stamp }) => {
      const time = stamp?.utc;
      if (time !== undefined && time > came + socketLogSkew) return true; // the log is past it
      // It may lack its beginning.
      return endsWithSocketText(text, last.text) && (time ?? written) >= written;
    });
  }

  #tidy(now: number): void {
    const young = this.#lines.length - this.#lines.findIndex(({ at }) => at > now - keptFor);
    this.#lines = this.#lines.slice(-Math.min(lineLimit, Math.max(mostLines, young)));
    this.#tidyAt = this.#lines.length + mostLines;
  }
}

/** Whether a line of the log ends as what came of it. A character cut short isn't decoded yet where its socket ended. */
export function endsWithSocketText(shown: string, came: string): boolean {
  return shown.endsWith(came) || shown.replace(/\uFFFD$/, '').endsWith(came);
}
