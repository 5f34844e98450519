import type { ParsedSnapshot } from '../snapshot/anchor.ts';
import { AttachConnector } from './attachConnector.ts';
import { ExpectedLines, deadSocketTimeout } from './expectedLines.ts';
import { endsWithSocketText, UnplacedLines, socketLogSkew, longestLag } from './unplacedLines.ts';
import type { FollowItem } from '../followItem.ts';
import type { FollowSession } from '../followSession.ts';
import type { AttachSocket } from './attachSocket.ts';
import { findSnapshotSplice, type SocketLine } from './snapshotSplice.ts';
import type { Transcript } from '../snapshot/transcript.ts';

/** One incarnation's attach socket: brings lines at once where it is known how they follow on what is printed. */
export class AttachStream {
  readonly #session: FollowSession;
  readonly #transcript: Transcript;
  readonly #attaching: AttachConnector;
  #socket: AttachSocket | undefined;

  /** Its place in the log is known: what it brings is printed. */
  #live = false;
  /** Live: snapshot lines, already printed, that the socket brings next. */
  readonly #expected = new ExpectedLines();
  /** Not live: what its place can be found with. */
  readonly #heard: UnplacedLines;
  /** Not live: a snapshot showed new lines, and the socket must have brought something since then. */
  #silence: { readonly since: number; readonly until: number } | undefined;
  #openLine = '';

  constructor(session: FollowSession, transcript: Transcript) {
    this.#session = session;
    this.#transcript = transcript;
    this.#attaching = new AttachConnector(session);
    this.#heard = new UnplacedLines(session.serverClock, session.logDelay);
  }

  get isLive(): boolean {
    return this.#live;
  }

  get isOpen(): boolean {
    return this.#socket !== undefined;
  }

  /** When the socket brought something last (ms). */
  get lastBytesAt(): number {
    return this.#socket?.lastBytesAt ?? -Infinity;
  }

  /** When the last line came whose place in the log isn't known (ms). */
  get lastUnplacedAt(): number | undefined {
    return this.#heard.lastAt;
  }

  /** Whether there were lines to find the socket's place with when a snapshot was asked for. */
  hadSettledLines(asked: number): boolean {
    return (this.#heard.settledAt ?? Infinity) <= asked;
  }

  /** Whether `log`, asked for at `asked`, doesn't show yet the last that a socket brought, besides the lines that were printed. */
  isAhead(log: ParsedSnapshot, asked: number): boolean {
    const { unfinishedLine } = this;
    const lacksOpenLine =
      unfinishedLine !== '' && !(log.partial && endsWithSocketText(log.partial.text, unfinishedLine));
    return lacksOpenLine || this.#heard.isAhead(log, asked);
  }

  /** How many lines came after `time`, or a little before it. */
  countUnplacedSince(time: number): number {
    return this.#heard.countSince(time);
  }

  /** From when on a snapshot can tell its place (ms): its first lines have settled, or it brought none. */
  get placeableAt(): number {
    if (this.#socket === undefined || this.#live) return Infinity;
    const { openedAt } = this.#socket;
    return this.#heard.settledAt ?? (this.#isSilent ? openedAt + longestLag : Infinity);
  }

  get #isSilent(): boolean {
    return this.#heard.isAtFragment && this.#socket?.isSilent === true;
  }

  /**
   * Whether a snapshot asked for at `asked`, which shows nothing that another asked for at `still` had not shown,
   * has all that the socket did not bring: it brought nothing yet, and what it will bring is new.
   */
  isCaughtUpWhileSilent(still: number, asked: number): boolean {
    const openedAt = this.#socket?.openedAt ?? Infinity;
    return !this.#live && this.#isSilent && asked >= Math.max(still, openedAt) + longestLag;
  }

  /** What it brings from now on is printed. */
  goLive(): void {
    this.#place([]);
  }

  /** The beginning of a line that never ended, when only the socket has it. */
  *emitUnfinishedLine(): Generator<FollowItem, void> {
    // A return may be the first half of a line end.
    const text = this.unfinishedLine.replace(/\r$/, '');
    if (text !== '') yield { kind: 'line', text, time: undefined };
  }

  /** The beginning of a line that only the socket brought before it closed, if it follows what is printed. */
  get unfinishedLine(): string {
    return this.#live && this.#expected.isEmpty ? (this.#socket?.partial() ?? '') : this.#openLine;
  }

  /** When it wants to be looked after (ms). */
  get due(): number {
    const silenceEnds = this.#socket ? (this.#silence?.until ?? Infinity) : Infinity;
    return Math.min(this.#attaching.due(this.#socket === undefined), this.#expected.deadline, silenceEnds);
  }

  /** Prints what came live, and keeps the rest for finding the socket's place. */
  *drain(): Generator<FollowItem, void> {
    for (const line of this.#socket?.takeLines() ?? []) {
      if (!this.#live) this.#heard.add(line);
      else if (this.#expected.isEmpty) yield this.#print(line);
      else if (!this.#expected.takeIfNext(line)) {
        this.stopLive();
        this.#heard.add(line);
      }
    }
  }

  /** Opens and closes sockets as is due. Answers whether one ended by itself or fell silent. */
  maintainSocket(): boolean {
    const opened = this.#attaching.takeSocket();
    if (opened) this.#opened(opened);
    if (this.#socket !== undefined && (this.#socket.ended || this.#isDead(this.#session.clock.now()))) {
      this.#drop(this.#socket);
      return true;
    }
    if (this.#socket === undefined) this.#attaching.openIfDue();
    return false;
  }

  /** No new socket: the incarnation has ended. */
  stopReconnecting(): void {
    this.#attaching.stopReconnecting();
  }

  /** The socket's place in the log is no longer certain. */
  stopLive(): void {
    this.#live = false;
    this.#expect([]);
    this.#heard.clear();
    this.#openLine = '';
  }

  /** Live: a snapshot was ahead of the socket by these lines. */
  expectPrintedLines(texts: readonly string[]): void {
    if (texts.length === 0) return;
    this.#openLine = '';
    if (this.#live) this.#expected.add(texts, this.#session.clock.now());
  }

  /** Tries to find the socket's place in a snapshot whose last line is the last one printed. Answers if it is live. */
  *trySplice(log: ParsedSnapshot, asked: number): Generator<FollowItem, boolean> {
    const { serverClock, logDelay } = this.#session;
    const serverTime = (local: number) => serverClock.toServerTime(local);
    const found = findSnapshotSplice(this.#heard.lines, log, asked, {
      serverTime,
      settled: logDelay.settled,
    });
    if (found === undefined) return false;
    this.#place(found.skip);
    for (const line of found.print) yield this.#print(line);
    return true;
  }

  /** Not live: a snapshot asked for now showed lines that one asked for at `before` had not. */
  expectActivity(before: number): void {
    const socket = this.#socket;
    if (socket === undefined || this.#live || this.#silence !== undefined) return;
    if (before < socket.openedAt + socketLogSkew) return;
    this.#silence = { since: before - socketLogSkew, until: this.#session.clock.now() + deadSocketTimeout };
  }

  close(): void {
    this.#attaching.cancel();
    this.#socket?.close();
    this.#socket = undefined;
  }

  /** Its place is known: it brings `texts` next, which are printed, and then what is new. */
  #place(texts: readonly string[]): void {
    this.#live = true;
    this.#heard.markPlaced();
    this.#silence = undefined;
    this.#expect(texts);
  }

  #expect(texts: readonly string[]): void {
    this.#expected.reset(texts, this.#session.clock.now());
  }

  #print(line: SocketLine): FollowItem {
    const utc = this.#session.serverClock.toServerTime(line.at);
    this.#transcript.recordSocketLine(line.text, utc);
    return { kind: 'line', text: line.text, time: { utc, exact: false } };
  }

  #isDead(now: number): boolean {
    if (now >= this.#expected.deadline) return true;
    const silence = this.#silence;
    if (silence === undefined || now < silence.until) return false;
    this.#silence = undefined;
    return (this.#socket?.lastBytesAt ?? 0) < silence.since;
  }

  #opened(socket: AttachSocket): void {
    this.#socket = socket;
    this.#heard.startSocket(socket.openedAt);
    this.#silence = undefined;
  }

  #drop(socket: AttachSocket): void {
    const { unfinishedLine } = this;
    const part = this.#live ? '' : socket.partial();
    if (part !== '') this.#heard.recordLastLine({ text: part, at: socket.lastBytesAt });
    socket.close();
    this.#socket = undefined;
    this.stopLive();
    this.#openLine = unfinishedLine;
    this.#attaching.scheduleReconnect(socket.openedAt);
  }
}
