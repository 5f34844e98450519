import type { LogView } from './anchor.ts';
import { Attaching } from './attaching.ts';
import { Expected, socketPatience } from './expected.ts';
import { endsAs, Heard, lag, longestLag } from './heard.ts';
import type { FollowItem } from './item.ts';
import type { Session } from './session.ts';
import type { Socket } from './socket.ts';
import { findSplice, type HeardLine } from './splice.ts';
import type { Transcript } from './transcript.ts';

/** One incarnation's attach socket: brings lines at once where it is known how they follow on what is printed. */
export class FastLane {
  readonly #session: Session;
  readonly #transcript: Transcript;
  readonly #attaching: Attaching;
  #socket: Socket | undefined;

  /** Its place in the log is known: what it brings is printed. */
  #live = false;
  /** Live: snapshot lines, already printed, that the socket brings next. */
  readonly #expected = new Expected();
  /** Not live: what its place can be found with. */
  readonly #heard: Heard;
  /** Not live: a snapshot showed new lines, and the socket must have brought something since then. */
  #silence: { readonly since: number; readonly until: number } | undefined;
  #openLine = '';

  constructor(session: Session, transcript: Transcript) {
    this.#session = session;
    this.#transcript = transcript;
    this.#attaching = new Attaching(session);
    this.#heard = new Heard(session.serverClock, session.logDelay);
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
    return this.#heard.lastAt;
  }

  /** Whether there were lines to find the socket's place with when a snapshot was asked for. */
  hadHeard(asked: number): boolean {
    return (this.#heard.settledAt ?? Infinity) <= asked;
  }

  /** Whether `log`, asked for at `asked`, doesn't show yet the last that a socket brought, besides the lines that were printed. */
  isAhead(log: LogView, asked: number): boolean {
    const { openLine } = this;
    const lacksOpenLine = openLine !== '' && !(log.partial && endsAs(log.partial.text, openLine));
    return lacksOpenLine || this.#heard.isAhead(log, asked);
  }

  /** How many lines came after `time`, or a little before it. */
  heardSince(time: number): number {
    return this.#heard.since(time);
  }

  /** From when on a snapshot can tell its place (ms): its first lines have settled, or it brought none. */
  get placedAt(): number {
    if (this.#socket === undefined || this.#live) return Infinity;
    const { openedAt } = this.#socket;
    return this.#heard.settledAt ?? (this.#isSilent ? openedAt + longestLag : Infinity);
  }

  get #isSilent(): boolean {
    return this.#heard.atFragment && this.#socket?.isSilent === true;
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
    this.#place([]);
  }

  /** The beginning of a line that never ended, when only the socket has it. */
  *lastWords(): Generator<FollowItem, void> {
    // A return may be the first half of a line end.
    const text = this.openLine.replace(/\r$/, '');
    if (text !== '') yield { kind: 'line', text, time: undefined };
  }

  /** The beginning of a line that only the socket brought before it closed, if it follows what is printed. */
  get openLine(): string {
    return this.#live && this.#expected.isEmpty ? (this.#socket?.partial() ?? '') : this.#openLine;
  }

  /** When it wants to be looked after (ms). */
  get due(): number {
    const silenceEnds = this.#socket ? (this.#silence?.until ?? Infinity) : Infinity;
    return Math.min(this.#attaching.due(this.#socket === undefined), this.#expected.by, silenceEnds);
  }

  /** Prints what came live, and keeps the rest for finding the socket's place. */
  *drain(): Generator<FollowItem, void> {
    for (const line of this.#socket?.take() ?? []) {
      if (!this.#live) this.#heard.keep(line);
      else if (this.#expected.isEmpty) yield this.#print(line);
      else if (!this.#expected.take(line)) {
        this.leave();
        this.#heard.keep(line);
      }
    }
  }

  /** Opens and closes sockets as is due. Answers whether one ended by itself or fell silent. */
  tend(): boolean {
    const opened = this.#attaching.take();
    if (opened) this.#opened(opened);
    if (this.#socket !== undefined && (this.#socket.ended || this.#isDead(this.#session.clock.now()))) {
      this.#drop(this.#socket);
      return true;
    }
    if (this.#socket === undefined) this.#attaching.open();
    return false;
  }

  /** No new socket: the incarnation has ended. */
  retire(): void {
    this.#attaching.retire();
  }

  /** The socket's place in the log is no longer certain. */
  leave(): void {
    this.#live = false;
    this.#expect([]);
    this.#heard.forget();
    this.#openLine = '';
  }

  /** Live: a snapshot was ahead of the socket by these lines. */
  printedAhead(texts: readonly string[]): void {
    if (texts.length === 0) return;
    this.#openLine = '';
    if (this.#live) this.#expected.add(texts, this.#session.clock.now());
  }

  /** Tries to find the socket's place in a snapshot whose last line is the last one printed. Answers if it is live. */
  *splice(log: LogView, asked: number): Generator<FollowItem, boolean> {
    const { serverClock, logDelay } = this.#session;
    const serverTime = (local: number) => serverClock.at(local);
    const found = findSplice(this.#heard.lines, log, asked, { serverTime, settled: logDelay.settled });
    if (found === undefined) return false;
    this.#place(found.skip);
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

  /** Its place is known: it brings `texts` next, which are printed, and then what is new. */
  #place(texts: readonly string[]): void {
    this.#live = true;
    this.#heard.placed();
    this.#silence = undefined;
    this.#expect(texts);
  }

  #expect(texts: readonly string[]): void {
    this.#expected.begin(texts, this.#session.clock.now());
  }

  #print(line: HeardLine): FollowItem {
    const utc = this.#session.serverClock.at(line.at);
    this.#transcript.printed(line.text, utc);
    return { kind: 'line', text: line.text, time: { utc, exact: false } };
  }

  #isDead(now: number): boolean {
    if (now >= this.#expected.by) return true;
    const silence = this.#silence;
    if (silence === undefined || now < silence.until) return false;
    this.#silence = undefined;
    return (this.#socket?.lastBytesAt ?? 0) < silence.since;
  }

  #opened(socket: Socket): void {
    this.#socket = socket;
    this.#heard.opened(socket.openedAt);
    this.#silence = undefined;
  }

  #drop(socket: Socket): void {
    const { openLine } = this;
    const part = this.#live ? '' : socket.partial();
    if (part !== '') this.#heard.cutOff({ text: part, at: socket.lastBytesAt });
    socket.close();
    this.#socket = undefined;
    this.leave();
    this.#openLine = openLine;
    this.#attaching.lost(socket.openedAt);
  }
}
