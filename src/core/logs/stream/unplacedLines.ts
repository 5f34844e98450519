import type { ParsedSnapshot } from '../snapshot/parsedSnapshot.ts';
import type { LogDelay } from '../schedule/logDelay.ts';
import type { LogLimits } from '../snapshot/logLimits.ts';
import type { ServerClock } from '../schedule/serverClock.ts';
import { longestLag, socketLogSkew, unplacedLineRetention } from '../timings.ts';
import type { SocketLine } from './snapshotSplice.ts';

/** So many lines are kept, and all those of the last `unplacedLineRetention`, as far as there is room. */
const usualLines = 5000;

/** What a socket brought whose position in the log isn't known. Times in ms by our clock. */
export class UnplacedLines {
  readonly #serverClock: ServerClock;
  readonly #logDelay: LogDelay;
  readonly #most: Pick<LogLimits, 'mostUnplacedLines' | 'mostUnplacedLength'>;
  /** The complete lines since the socket opened, without the first, which may lack its beginning. */
  #lines: SocketLine[] = [];
  #length = 0;
  #trimAt = 2 * usualLines;
  #overrun = false;
  #openedAt = Infinity;
  #atFragment = true;
  #lastAt: number | undefined;
  /** The last line, or part of one, from this socket or a former one; `mayBeOld`: perhaps a replayed one. */
  #last: (SocketLine & { readonly mayBeOld: boolean }) | undefined;

  constructor(
    serverClock: ServerClock,
    logDelay: LogDelay,
    most: Pick<LogLimits, 'mostUnplacedLines' | 'mostUnplacedLength'>,
  ) {
    this.#serverClock = serverClock;
    this.#logDelay = logDelay;
    this.#most = most;
  }

  /** There was no room for all that the socket brought of late. */
  get isOverrun(): boolean {
    return this.#overrun;
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

  /** From when on a snapshot can show the position of its lines. */
  get settledAt(): number | undefined {
    const first = this.#lines[0];
    return first && first.at + this.#logDelay.settleTime;
  }

  /** How many lines came after `time`, or a little before it. */
  countSince(time: number): number {
    return (
      this.#lines.length - 1 - this.#lines.findLastIndex(({ at }) => at <= time - this.#logDelay.settleTime)
    );
  }

  /** A new socket has been opened. */
  startSocket(at: number): void {
    this.#openedAt = at;
    this.#atFragment = true;
    this.clear();
  }

  add(line: SocketLine): void {
    this.#lastAt = line.at;
    this.recordLastLine(line);
    if (this.#atFragment) {
      this.#atFragment = false;
      return;
    }
    this.#lines.push(line);
    this.#length += line.text.length;
    const isLong = this.#length > this.#most.mostUnplacedLength;
    if (isLong || this.#lines.length > Math.min(this.#trimAt, this.#most.mostUnplacedLines))
      this.#trim(line.at);
  }

  /** The socket closed within this line. */
  recordLastLine(line: SocketLine): void {
    // A socket's first bytes may be the rest of a character.
    const text = this.#atFragment ? line.text.replace(/^\uFFFD/, '') : line.text;
    this.#last = { text, at: line.at, mayBeOld: line.at <= this.#openedAt + socketLogSkew };
  }

  /** The lines so far no longer help to find the position. */
  clear(): void {
    this.#keep([]);
    this.#trimAt = 2 * usualLines;
    this.#overrun = false;
  }

  /** The position is known. */
  markPlaced(): void {
    this.clear();
    this.#last = undefined;
  }

  /** Whether `log`, asked for at `asked`, doesn't show yet the last that came. */
  isAhead(log: ParsedSnapshot, asked: number): boolean {
    const last = this.#last;
    if (last === undefined) return false;
    const came = this.#serverClock.toServerTime(last.at);
    // The log has had time enough to show it: where it has another time there, timestamps don't say when lines came.
    const mustBeShown = asked >= last.at + longestLag;
    // Of a log that is cut it may be gone again.
    if (mustBeShown && !log.fromStart) return false;
    const written = last.mayBeOld || mustBeShown ? -Infinity : came - longestLag;
    const shown = log.partial ? [...log.lines, log.partial] : log.lines;
    return !shown.some(({ text, stamp }) => {
      const time = stamp?.utc;
      if (time !== undefined && time > came + socketLogSkew) return true; // the log is past it
      // It may lack its beginning.
      return endsWithSocketText(text, last.text) && (time ?? written) >= written;
    });
  }

  #trim(now: number): void {
    const recent = this.#lines.length - this.#lines.findIndex(({ at }) => at > now - unplacedLineRetention);
    this.#keep(this.#lines.slice(-Math.max(usualLines, recent)));
    this.#trimAt = this.#lines.length + usualLines;
    const { mostUnplacedLines, mostUnplacedLength } = this.#most;
    if (this.#lines.length < mostUnplacedLines && this.#length < mostUnplacedLength) return;
    this.clear();
    this.#overrun = true;
  }

  #keep(lines: SocketLine[]): void {
    this.#lines = lines;
    this.#length = lines.reduce((sum, { text }) => sum + text.length, 0);
  }
}

/** Whether a line of the log ends with what its socket brought of it, which may have ended within a character. */
export function endsWithSocketText(shown: string, came: string): boolean {
  return shown.endsWith(came) || shown.replace(/\uFFFD$/, '').endsWith(came);
}
