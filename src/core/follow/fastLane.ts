import type { LogView } from './anchor.ts';
import { createErrand, type Errand } from './errand.ts';
import type { FollowItem } from './item.ts';
import type { Session } from './session.ts';
import { readSocket, type Socket } from './socket.ts';
import { findSplice, settled, type HeardLine } from './splice.ts';
import type { Transcript } from './transcript.ts';

/** A line that a snapshot shows must have come through the socket after so long, or the socket is dead. */
const socketPatience = 5000;
/** Socket and log may be so far apart. */
const lag = 3000;
const leastReconnect = 1000;
const mostReconnect = 60_000;
/** A socket that lived so long was a good one: the next is tried soon. */
const goodLife = 30_000;
/** The log shows what was written before a socket opened at the latest so long after. */
const longestLag = 11_000;
/** Of a socket whose place isn't known, so many lines are kept, and those of the last few seconds. */
const mostHeard = 5000;
const keptFor = 5000;
/** As many as that at the very most. */
const heardLimit = 200_000;

/** One incarnation's attach socket: brings lines at once where it is known how they follow on what is printed. */
export class FastLane {
  readonly #session: Session;
  readonly #transcript: Transcript;
  readonly #attaching: Errand<Socket>;
  #socket: Socket | undefined;
  #attachAt: number;
  #failures = 0;

  /** Its place in the log is known: what it brings is printed. */
  #live = false;
  /** Live: snapshot lines, already printed, that the socket brings next. */
  #skip: readonly string[] = [];
  #skipped = 0;
  #skipBy = Infinity;
  /** Not live: the complete lines since the socket opened, without the first, which may lack its beginning. */
  #heard: HeardLine[] = [];
  #tidyAt = 2 * mostHeard;
  #lastHeard: number | undefined;
  /** The last line, or part of one, whose place wasn't known, from this socket or a former one; `mayBeOld`: perhaps a replayed one. */
  #unplaced: (HeardLine & { readonly mayBeOld: boolean }) | undefined;
  #atFragment = true;
  /** Not live: a snapshot showed new lines, and the socket must have brought something since then. */
  #silence: { readonly since: number; readonly until: number } | undefined;
  #openLine = '';

  constructor(session: Session, transcript: Transcript) {
    this.#session = session;
    this.#transcript = transcript;
    this.#attachAt = session.clock.now();
    this.#attaching = createErrand(session.clock, session.signal, () => session.bell.ring());
  }

  get live(): boolean {
    return this.#live;
  }

  get open(): boolean {
    return this.#socket !== undefined;
  }

  /** When the socket brought something last (ms). */
  get lastBytesAt(): number {
    return this.#socket?.lastBytesAt ?? -Infinity;
  }

  /** When the last line came whose place in the log isn't known (ms). */
  get lastHeard(): number | undefined {
    return this.#lastHeard;
  }

  /** Whether there were lines to find the socket's place with when a snapshot was asked for. */
  hadHeard(asked: number): boolean {
    const first = this.#heard[0];
    return first !== undefined && first.at <= asked - settled;
  }

  /** Whether `log` doesn't show yet the last that a socket brought, besides the lines that were printed. */
  isAhead(log: LogView): boolean {
    if (this.openLine !== '' && log.partial?.text !== this.openLine) return true;
    const unplaced = this.#unplaced;
    if (unplaced === undefined) return false;
    const came = this.#session.serverClock.at(unplaced.at);
    const written = unplaced.mayBeOld ? -Infinity : came - longestLag;
    const shown = log.partial ? [...log.lines, log.partial] : log.lines;
    return !shown.some(({ text, stamp }) => {
      const time = stamp?.utc;
      if (time !== undefined && time > came + lag) return true; // the log is past it
      // It may lack its beginning.
      return text.endsWith(unplaced.text) && (time ?? written) >= written;
    });
  }

  /** How many lines came after `time`, or a little before it. */
  heardSince(time: number): number {
    return this.#heard.length - 1 - this.#heard.findLastIndex(({ at }) => at <= time - settled);
  }

  /** From when on a snapshot can tell its place (ms): its first lines have settled, or it brought none. */
  get placedAt(): number {
    if (this.#socket === undefined || this.#live) return Infinity;
    const first = this.#heard[0];
    if (first !== undefined) return first.at + settled;
    return this.#isSilent ? this.#socket.openedAt + longestLag : Infinity;
  }

  get #isSilent(): boolean {
    return (
      this.#socket !== undefined && this.#atFragment && this.#socket.lastBytesAt === this.#socket.openedAt
    );
  }

  /**
   * Whether a snapshot asked for at `asked`, which shows nothing that another asked for at `still` had not shown,
   * has all that the socket did not bring: it brought nothing yet, and what it will bring is new.
   */
  followsSilently(still: number, asked: number): boolean {
    const openedAt = this.#socket?.openedAt ?? Infinity;
    return !this.#live && this.#isSilent && asked >= Math.max(still, openedAt) + longestLag;
  }

  /** What it brings from now on is printed. */
  goLive(): void {
    this.#live = true;
    this.#unplaced = undefined;
    this.#silence = undefined;
    this.#setSkip([]);
  }

  /** The beginning of a line that never ended, when only the socket has it. */
  *lastWords(): Generator<FollowItem, void> {
    // A return may be the first half of a line end.
    const text = this.openLine.replace(/\r$/, '');
    if (text !== '') yield { kind: 'line', text, time: undefined };
  }

  /** The beginning of a line that only the socket brought before it closed, if it follows what is printed. */
  get openLine(): string {
    return this.#live && this.#skipped === this.#skip.length
      ? (this.#socket?.partial() ?? '')
      : this.#openLine;
  }

  /** When it wants to be looked after (ms). */
  get due(): number {
    const wait = this.#socket ? Math.min(this.#skipBy, this.#silence?.until ?? Infinity) : this.#attachAt;
    return Math.min(this.#attaching.busy ? this.#attaching.deadline : wait, this.#skipBy);
  }

  /** Prints what came live, and keeps the rest for finding the socket's place. */
  *drain(): Generator<FollowItem, void> {
    for (const line of this.#socket?.take() ?? []) {
      if (!this.#live) this.#keep(line);
      else if (this.#skipped < this.#skip.length) this.#skipOne(line);
      else yield this.#print(line);
    }
  }

  /** Opens and closes sockets as is due. Answers whether one ended by itself or fell silent. */
  tend(): boolean {
    const now = this.#session.clock.now();
    const attached = this.#attaching.take();
    if (attached && 'value' in attached) this.#opened(attached.value);
    else if (attached) this.#retryLater();
    if (this.#socket !== undefined && (this.#socket.ended || this.#isDead(now))) {
      this.#drop();
      return true;
    }
    if (this.#socket === undefined && !this.#attaching.busy && now >= this.#attachAt) this.#attach();
    return false;
  }

  /** No new socket: the incarnation has ended. */
  retire(): void {
    this.#attachAt = Infinity;
  }

  /** The socket's place in the log is no longer certain. */
  leave(): void {
    this.#live = false;
    this.#setSkip([]);
    this.#heard = [];
    this.#openLine = '';
  }

  /** Live: a snapshot was ahead of the socket by these lines. */
  printedAhead(texts: readonly string[]): void {
    if (texts.length === 0) return;
    this.#openLine = '';
    if (this.#live) this.#setSkip([...this.#skip.slice(this.#skipped), ...texts]);
  }

  /** Tries to find the socket's place in a snapshot whose last line is the last one printed. Answers if it is live. */
  *splice(log: LogView, asked: number): Generator<FollowItem, boolean> {
    const { serverClock } = this.#session;
    const found = findSplice(this.#heard, log, asked, local => serverClock.at(local));
    if (found === undefined) return false;
    this.#live = true;
    this.#unplaced = undefined;
    this.#heard = [];
    this.#silence = undefined;
    this.#setSkip(found.skip);
    for (const line of found.print) yield this.#print(line);
    return true;
  }

  /** Not live: a snapshot asked for now showed lines that one asked for at `before` had not. */
  expectSound(before: number): void {
    const socket = this.#socket;
    if (socket === undefined || this.#live || this.#silence !== undefined) return;
    if (before < socket.openedAt + lag) return;
    this.#silence = { since: before - lag, until: this.#session.clock.now() + socketPatience };
  }

  close(): void {
    this.#attaching.cancel();
    this.#socket?.close();
    this.#socket = undefined;
  }

  #keep(line: HeardLine): void {
    this.#lastHeard = line.at;
    this.#cameUnplaced(line);
    if (this.#atFragment) {
      this.#atFragment = false;
      return;
    }
    this.#heard.push(line);
    if (this.#heard.length > this.#tidyAt) this.#tidy(line.at);
  }

  #cameUnplaced(line: HeardLine): void {
    this.#unplaced = { ...line, mayBeOld: line.at <= (this.#socket?.openedAt ?? Infinity) + lag };
  }

  #tidy(now: number): void {
    const young = this.#heard.length - this.#heard.findIndex(({ at }) => at > now - keptFor);
    this.#heard = this.#heard.slice(-Math.min(heardLimit, Math.max(mostHeard, young)));
    this.#tidyAt = this.#heard.length + mostHeard;
  }

  #skipOne(line: HeardLine): void {
    if (this.#skip[this.#skipped] !== line.text) {
      this.leave();
      this.#keep(line);
      return;
    }
    this.#skipped++;
    this.#skipBy = this.#skipped === this.#skip.length ? Infinity : line.at + socketPatience;
  }

  #print(line: HeardLine): FollowItem {
    const utc = this.#session.serverClock.at(line.at);
    this.#transcript.printed(line.text, utc);
    return { kind: 'line', text: line.text, time: { utc, exact: false } };
  }

  #setSkip(texts: readonly string[]): void {
    this.#skip = texts;
    this.#skipped = 0;
    this.#skipBy = texts.length === 0 ? Infinity : this.#session.clock.now() + socketPatience;
  }

  #isDead(now: number): boolean {
    if (now >= this.#skipBy) return true;
    const silence = this.#silence;
    if (silence === undefined || now < silence.until) return false;
    this.#silence = undefined;
    return (this.#socket?.lastBytesAt ?? 0) < silence.since;
  }

  #attach(): void {
    const { source, ref, clock, bell } = this.#session;
    this.#attaching.start(async signal => {
      const connection = new AbortController();
      signal.addEventListener('abort', () => connection.abort(signal.reason), { once: true });
      const bytes = await source.attach(ref, connection.signal);
      return readSocket(bytes, connection, clock, () => bell.ring());
    });
  }

  #opened(socket: Socket): void {
    this.#socket = socket;
    this.#atFragment = true;
    this.#heard = [];
    this.#silence = undefined;
  }

  #drop(): void {
    const lived = this.#session.clock.now() - (this.#socket?.openedAt ?? 0);
    const openLine = this.openLine;
    const part = this.#live ? '' : (this.#socket?.partial() ?? '');
    if (part !== '') this.#cameUnplaced({ text: part, at: this.#socket?.lastBytesAt ?? 0 });
    if (lived > goodLife) this.#failures = 0;
    this.#socket?.close();
    this.#socket = undefined;
    this.leave();
    this.#openLine = openLine;
    this.#retryLater();
  }

  #retryLater(): void {
    if (this.#attachAt === Infinity) return;
    const pause = Math.min(mostReconnect, leastReconnect * 2 ** this.#failures++);
    this.#attachAt = this.#session.clock.now() + pause * (0.5 + this.#session.random());
  }
}
