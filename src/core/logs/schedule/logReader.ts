import type { ParsedSnapshot } from '../snapshot/parsedSnapshot.ts';
import { logCompleteAt } from '../container/logCompletion.ts';
import { createSingleFlight, type SingleFlight, type RequestOutcome } from './singleFlight.ts';
import type { AttachStream } from '../stream/attachStream.ts';
import type { ContainerStateMonitor } from '../container/containerStateMonitor.ts';
import { mayBeTruncated } from '../snapshot/logLimits.ts';
import { type Pace, proofLines } from './pace.ts';
import { busySocketCatchUpTime, catchUpCheckPause, socketCatchUpTime } from '../timings.ts';
import type { FollowSession } from '../followSession.ts';
import { parseInPieces, type SnapshotLines } from '../snapshot/snapshotLines.ts';
import type { StartPosition, Transcript } from '../snapshot/transcript.ts';

/** A snapshot as it came. */
export interface SnapshotAnswer {
  readonly text: SnapshotLines;
  /** How long the text is, in UTF-8. */
  readonly bytes: number;
  /** The server's clock when it answered (ms). */
  readonly serverTime: number;
  readonly tail: number | undefined;
  readonly asked: number;
}

/** What a reading depends on. */
export interface LogReaderDeps {
  readonly stateMonitor: ContainerStateMonitor;
  readonly transcript: Transcript;
  readonly attachStream: AttachStream;
  readonly pace: Pace;
}

/** A tail with so many lines less than asked for may still be a whole one: does an unfinished line count? */
const tailMargin = 2;
/** So many times in a row may a busy socket be behind the log. */
const maxProofMisses = 20;

/** Reads the log when that is due, and as much of it as is needed. */
export class LogReader {
  readonly #session: FollowSession;
  readonly #begin: StartPosition;
  readonly #deps: LogReaderDeps;
  readonly #reading: SingleFlight<SnapshotAnswer>;
  #stamped = true;
  /** The first snapshot was too small to say where in the log it is. */
  #beginWithWhole = false;
  /** A sample was too small to say where in the log it is. */
  #sampleIsTooSmall = false;
  #misses = 0;
  /** A snapshot that showed more than the socket had brought, whose last bytes came at `lastBytesAt`. */
  #ahead:
    { readonly answer: SnapshotAnswer; readonly lastBytesAt: number; readonly since: number } | undefined;

  constructor(session: FollowSession, begin: StartPosition, deps: LogReaderDeps) {
    this.#session = session;
    this.#begin = begin;
    this.#deps = deps;
    this.#reading = createSingleFlight(session.clock, session.signal, () => session.wakeSignal.wake());
  }

  /** When there is something to do: to read, or to give a request up (ms). */
  get due(): number {
    if (this.#ahead) return this.#catchUpUntil(this.#ahead.answer);
    return this.#reading.isBusy ? this.#reading.deadline : this.#readAt();
  }

  /** Reads the log if that is due. */
  readIfDue(): void {
    const { source, ref, clock } = this.#session;
    const asked = clock.now();
    if (this.#ahead || this.#reading.isBusy || asked < this.#readAt()) return;
    const tail = this.#nextTail();
    this.#deps.pace.recordRequest(asked);
    this.#reading.start(async signal => {
      const options = tail === undefined ? { timestamps: true } : { tail, timestamps: true };
      const { content, serverTime } = await source.readLogs(ref, options, signal);
      return {
        text: await this.#parse(content, signal),
        bytes: byteLength(content),
        serverTime,
        tail,
        asked,
      };
    });
  }

  /** Megabytes take longer than others may be kept waiting. */
  async #parse(content: string, signal: AbortSignal): Promise<SnapshotLines> {
    const parsing = parseInPieces(content, this.#session.limits.pieceLines);
    for (;;) {
      const next = parsing.next();
      if (next.done === true) return next.value;
      await this.#session.workTurns.afterPiece(signal);
    }
  }

  /** The snapshot that was asked for, once. */
  takeOutcome(): RequestOutcome<SnapshotAnswer> | undefined {
    return this.#reading.takeOutcome();
  }

  /** A snapshot that was ahead of the socket, once that has brought more, or has had time enough to. */
  takeDeferredSnapshot(): SnapshotAnswer | undefined {
    const ahead = this.#ahead;
    if (ahead === undefined) return undefined;
    const now = this.#session.clock.now();
    const isLater = now >= ahead.since + catchUpCheckPause;
    const hasMore = isLater && this.#deps.attachStream.lastBytesAt !== ahead.lastBytesAt;
    if (!hasMore && now < this.due) return undefined;
    this.#ahead = undefined;
    return ahead.answer;
  }

  cancel(): void {
    this.#reading.cancel();
  }

  /**
   * What a snapshot shows. `runs`: the container surely ran after it was taken. Whether an empty log is stamped is known
   * from the one before.
   */
  interpret({ text: log, bytes, tail, serverTime }: SnapshotAnswer, runs: boolean): ParsedSnapshot {
    if (log.lines.length > 0) this.#stamped = log.stamped;
    const shown = log.lines.length + (log.partial ? 1 : 0);
    const cut = mayBeTruncated(bytes, shown, runs, this.#session.limits);
    const whole = tail === undefined || shown + tailMargin < tail;
    // A cut takes the timestamp first.
    const firstMayBeCut = cut && log.lines[0]?.stamp === undefined;
    return { ...log, stamped: this.#stamped, serverTime, whole, fromStart: whole && !cut, firstMayBeCut };
  }

  /** A snapshot didn't reach back to what is printed. */
  requestLargerSnapshot(answer: SnapshotAnswer): void {
    const { attachStream, pace } = this.#deps;
    const { tail, asked } = answer;
    this.#beginWithWhole = true;
    this.#sampleIsTooSmall = true;
    if (tail !== proofLines) {
      pace.enlargeTail();
      return;
    }
    // A socket that is busy may be behind the log: it has yet to bring these lines.
    const now = this.#session.clock.now();
    const { lastBytesAt } = attachStream;
    if (attachStream.isLive && lastBytesAt > asked - socketCatchUpTime && now < this.#catchUpUntil(answer)) {
      this.#ahead = { answer, lastBytesAt, since: now };
      return;
    }
    const isBehind = attachStream.isLive && attachStream.lastBytesAt >= asked;
    if (!isBehind || this.#misses++ >= maxProofMisses) pace.enlargeProof();
  }

  /** A snapshot reached back to what is printed. */
  recordAnchorFound(): void {
    this.#misses = 0;
    this.#sampleIsTooSmall = false;
  }

  /** How long a snapshot that is ahead of the socket waits for it (ms): longer while that has more than can be read. */
  #catchUpUntil({ asked }: SnapshotAnswer): number {
    const isFull = this.#deps.attachStream.lastFullAt > asked - socketCatchUpTime;
    return asked + (isFull ? busySocketCatchUpTime : socketCatchUpTime);
  }

  #readAt(): number {
    const { stateMonitor, transcript, attachStream, pace } = this.#deps;
    if (stateMonitor.observedEnd)
      return pace.endingReadAt(logCompleteAt(stateMonitor.observedEnd, this.#session.serverClock));
    if (!attachStream.isLive)
      return pace.pollAt(attachStream.lastUnplacedAt, attachStream.isOpen, attachStream.placeableAt);
    const { lines, length } = transcript.unproven;
    const { unprovenLines, unprovenLength } = this.#session.limits;
    return pace.proofAt(lines >= unprovenLines || length >= unprovenLength);
  }

  #nextTail(): number | undefined {
    const { stateMonitor, transcript, attachStream, pace } = this.#deps;
    // Without timestamps, only a line's number says where in the log it is.
    if (!this.#stamped) return undefined;
    if (!transcript.hasReadSnapshot && this.#begin !== 'firstLine') {
      return this.#begin.tail === 0 || this.#beginWithWhole ? undefined : this.#begin.tail + tailMargin + 1;
    }
    if (attachStream.isFlooded && !this.#sampleIsTooSmall) return this.#session.limits.floodLines;
    const unproven = Math.max(transcript.unproven.lines, attachStream.countUnplacedSince(pace.lastRequestAt));
    const isProof = unproven > 0 && (attachStream.isLive || stateMonitor.observedEnd !== undefined);
    return isProof ? pace.proofTail(unproven) : pace.tail(unproven);
  }
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
