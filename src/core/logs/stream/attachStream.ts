import type { ParsedSnapshot } from '../snapshot/parsedSnapshot.ts';
import { AttachConnector } from './attachConnector.ts';
import { ExpectedLines } from './expectedLines.ts';
import { endsWithSocketText, UnplacedLines } from './unplacedLines.ts';
import { deadSocketTimeout, floodDuration, longestLag, socketLogSkew } from '../timings.ts';
import type { FollowItem } from '../followItem.ts';
import type { FollowSession } from '../followSession.ts';
import type { AttachSocket } from './attachSocket.ts';
import { findSnapshotSplice, type SocketLine } from './snapshotSplice.ts';
import type { Transcript } from '../snapshot/transcript.ts';

/** One incarnation's attach socket: its lines are printed at once while their position in the log is known. */
export class AttachStream {
  readonly #session: FollowSession;
  readonly #transcript: Transcript;
  readonly #connector: AttachConnector;
  #socket: AttachSocket | undefined;

  /** The socket's position in the log is known: what it brings is printed. */
  #live = false;
  /** Live: snapshot lines, already printed, that the socket brings next. */
  readonly #expectedLines = new ExpectedLines();
  /** Not live: what its position can be found with. */
  readonly #unplacedLines: UnplacedLines;
  /** Not live: a snapshot showed new lines, and the socket must have brought something since then. */
  #expectedActivity: { readonly since: number; readonly until: number } | undefined;
  #openLine = '';
  /** A socket brought more than can be followed (ms). */
  #overrunAt = -Infinity;

  constructor(session: FollowSession, transcript: Transcript) {
    this.#session = session;
    this.#transcript = transcript;
    this.#connector = new AttachConnector(session);
    this.#unplacedLines = new UnplacedLines(session.serverClock, session.logDelay, session.limits);
  }

  get isLive(): boolean {
    return this.#live;
  }

  get isOpen(): boolean {
    return this.#socket !== undefined;
  }

  /** Whether the container writes more than can be followed: a sample of its log has to do. */
  get isFlooded(): boolean {
    const now = this.#session.clock.now();
    return !this.#live && now < this.#overrunAt + floodDuration && !this.hadSettledLines(now);
  }

  /** When the socket brought something last (ms). */
  get lastBytesAt(): number {
    return this.#socket?.lastBytesAt ?? -Infinity;
  }

  /** When it had more than could be read, last (ms). */
  get lastFullAt(): number {
    return this.#socket?.lastFullAt ?? -Infinity;
  }

  /** When the last line came whose position in the log isn't known (ms). */
  get lastUnplacedAt(): number | undefined {
    return this.#unplacedLines.lastAt;
  }

  /** Whether there were lines to find the socket's position with when a snapshot was asked for. */
  hadSettledLines(asked: number): boolean {
    return (this.#unplacedLines.settledAt ?? Infinity) <= asked;
  }

  /**
   * Whether `log`, asked for at `asked`, doesn't show yet the last that a socket brought, besides the lines that were
   * printed.
   */
  isAhead(log: ParsedSnapshot, asked: number): boolean {
    if (this.#socket?.hasMore === true) return true;
    const { unfinishedLine } = this;
    const lacksOpenLine =
      unfinishedLine !== '' && !(log.partial && endsWithSocketText(log.partial.text, unfinishedLine));
    return lacksOpenLine || this.#unplacedLines.isAhead(log, asked);
  }

  /** How many lines came after `time`, or a little before it. */
  countUnplacedSince(time: number): number {
    return this.#unplacedLines.countSince(time);
  }

  /** From when on a snapshot can show the socket's position (ms): its first lines have settled, or it brought none. */
  get placeableAt(): number {
    if (this.#socket === undefined || this.#live) return Infinity;
    const { openedAt } = this.#socket;
    return this.#unplacedLines.settledAt ?? (this.#isSilent ? openedAt + longestLag : Infinity);
  }

  get #isSilent(): boolean {
    return this.#unplacedLines.isAtFragment && this.#socket?.isSilent === true;
  }

  /**
   * Whether a snapshot asked for at `asked`, which shows nothing that another asked for at `unchangedSince` had not
   * shown, has all that the socket did not bring: it brought nothing yet, and what it will bring is new.
   */
  isCaughtUpWhileSilent(unchangedSince: number, asked: number): boolean {
    const openedAt = this.#socket?.openedAt ?? Infinity;
    return !this.#live && this.#isSilent && asked >= Math.max(unchangedSince, openedAt) + longestLag;
  }

  /** What it brings from now on is printed. */
  goLive(): void {
    this.#goLiveAfter([]);
  }

  /** The beginning of a line that never ended, when only the socket has it. */
  *emitUnfinishedLine(): Generator<FollowItem | number, void> {
    yield* this.drain();
    // A return may be the first half of a line end.
    const text = this.unfinishedLine.replace(/\r$/, '');
    if (text !== '') yield { kind: 'line', text, time: undefined };
  }

  /** The beginning of a line that only the socket brought before it closed, if it follows what is printed. */
  get unfinishedLine(): string {
    return this.#live && this.#expectedLines.isEmpty ? (this.#socket?.partial() ?? '') : this.#openLine;
  }

  /** When `maintainSocket` has something to do (ms). */
  get due(): number {
    const activityDeadline = this.#socket ? (this.#expectedActivity?.until ?? Infinity) : Infinity;
    return Math.min(
      this.#connector.due(this.#socket === undefined),
      this.#expectedLines.deadline,
      activityDeadline,
    );
  }

  /** Prints what came live, and keeps the rest for finding the socket's position: of that it gives the lengths. */
  *drain(): Generator<FollowItem | number, void> {
    for (const line of this.#socket?.takeLines() ?? []) {
      if (this.#live && this.#expectedLines.isEmpty) {
        yield this.#print(line);
        continue;
      }
      if (this.#live && !this.#expectedLines.takeIfNext(line)) this.stopLive();
      if (!this.#live) this.#unplacedLines.add(line);
      yield line.text.length;
    }
  }

  /** Opens and closes sockets when that is due; returns whether one ended by itself or fell silent. */
  maintainSocket(): boolean {
    const opened = this.#connector.takeSocket();
    if (opened) this.#opened(opened);
    const socket = this.#socket;
    const now = this.#session.clock.now();
    if (socket && this.#isOverrun) this.#overrunAt = now;
    if (socket && (socket.ended || this.#overrunAt === now || this.#isDead(now))) {
      this.#drop(socket);
      return true;
    }
    if (this.#socket === undefined) this.#connector.openIfDue();
    return false;
  }

  /** No new socket: the incarnation has ended. */
  stopReconnecting(): void {
    this.#connector.stopReconnecting();
  }

  /** The socket's position in the log is no longer certain. */
  stopLive(): void {
    this.#live = false;
    this.#expect([]);
    this.#unplacedLines.clear();
    this.#openLine = '';
  }

  /** Live: a snapshot was ahead of the socket by these lines. */
  expectPrintedLines(texts: readonly string[]): void {
    if (texts.length === 0) return;
    this.#openLine = '';
    if (this.#live) this.#expectedLines.add(texts, this.#session.clock.now());
  }

  /**
   * Tries to find the socket's position in a snapshot whose last line is the last one printed; returns whether it is
   * live.
   */
  *trySplice(log: ParsedSnapshot, asked: number): Generator<FollowItem, boolean> {
    const { serverClock, logDelay } = this.#session;
    const serverTime = (local: number) => serverClock.toServerTime(local);
    const found = findSnapshotSplice(this.#unplacedLines.lines, log, asked, {
      serverTime,
      settleTime: logDelay.settleTime,
    });
    if (found === undefined) return false;
    this.#goLiveAfter(found.skip);
    for (const line of found.print) yield this.#print(line);
    return true;
  }

  /** Not live: a snapshot asked for now showed lines that one asked for at `before` had not. */
  expectActivity(before: number): void {
    const socket = this.#socket;
    if (socket === undefined || this.#live || this.#expectedActivity !== undefined) return;
    if (before < socket.openedAt + socketLogSkew) return;
    this.#expectedActivity = {
      since: before - socketLogSkew,
      until: this.#session.clock.now() + deadSocketTimeout,
    };
  }

  close(): void {
    this.#connector.cancel();
    this.#socket?.close();
    this.#socket = undefined;
  }

  /** The position is known: the socket brings `texts` next, which are printed, and then what is new. */
  #goLiveAfter(texts: readonly string[]): void {
    this.#live = true;
    this.#unplacedLines.markPlaced();
    this.#expectedActivity = undefined;
    this.#expect(texts);
  }

  #expect(texts: readonly string[]): void {
    this.#expectedLines.reset(texts, this.#session.clock.now());
  }

  #print(line: SocketLine): FollowItem {
    const utc = this.#session.serverClock.toServerTime(line.at);
    this.#transcript.recordSocketLine(line.text, utc);
    return { kind: 'line', text: line.text, time: { utc, exact: false } };
  }

  /** It brings more than can be followed: snapshots show some of it, until there is less. */
  get #isOverrun(): boolean {
    const { mostUnprovenLines, mostUnprovenLength } = this.#session.limits;
    const { lines, length } = this.#transcript.unproven;
    return this.#live
      ? lines >= mostUnprovenLines || length >= mostUnprovenLength
      : this.#unplacedLines.isOverrun;
  }

  #isDead(now: number): boolean {
    if (now >= this.#expectedLines.deadline) return true;
    const expected = this.#expectedActivity;
    if (expected === undefined || now < expected.until) return false;
    this.#expectedActivity = undefined;
    return (this.#socket?.lastBytesAt ?? 0) < expected.since;
  }

  #opened(socket: AttachSocket): void {
    this.#socket = socket;
    this.#unplacedLines.startSocket(socket.openedAt);
    this.#expectedActivity = undefined;
  }

  #drop(socket: AttachSocket): void {
    const { unfinishedLine } = this;
    const notTaken = socket.takeLines().at(-1);
    if (notTaken) this.#unplacedLines.recordLastLine(notTaken);
    const partial = this.#live ? '' : socket.partial();
    if (partial !== '') this.#unplacedLines.recordLastLine({ text: partial, at: socket.lastBytesAt });
    socket.close();
    this.#socket = undefined;
    this.stopLive();
    this.#openLine = unfinishedLine;
    this.#connector.scheduleReconnect(socket.openedAt);
  }
}
