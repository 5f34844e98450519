import type { LogSnapshot } from '../ports.ts';
import type { LogView } from './anchor.ts';
import { completeAt } from './ending.ts';
import { createErrand, type Errand, type Outcome } from './errand.ts';
import type { FastLane } from './fastLane.ts';
import type { Life } from './life.ts';
import { mayBeCut } from './limits.ts';
import { Pace } from './pace.ts';
import type { Session } from './session.ts';
import { readSnapshotLines } from './snapshotLines.ts';
import type { Beginning, Transcript } from './transcript.ts';

/** A snapshot as it came. */
export interface Answer extends LogSnapshot {
  readonly tail: number | undefined;
  readonly asked: number;
}

/** What a reading depends on. */
export interface Surroundings {
  readonly life: Life;
  readonly transcript: Transcript;
  readonly lane: FastLane;
  readonly pace: Pace;
}

/** A tail with so many lines less than asked for may still be a whole one: does an unfinished line count? */
const tailMargin = 2;
/** A snapshot that is ahead of the socket waits so long for it (ms), counted from when it was asked for. */
const longestWait = 1000;
/** So many times in a row may a busy socket be behind the log. */
const mostMisses = 20;

/** Reads the log when that is due, and as much of it as is needed. */
export class LogReader {
  readonly #session: Session;
  readonly #begin: Beginning;
  readonly #around: Surroundings;
  readonly #reading: Errand<Answer>;
  #stamped = true;
  /** The first snapshot was too small to say where in the log it is. */
  #beginWithWhole = false;
  #misses = 0;
  /** It showed more than the socket had brought, whose last bytes came at `heard`. */
  #ahead: { readonly answer: Answer; readonly heard: number } | undefined;

  constructor(session: Session, begin: Beginning, around: Surroundings) {
    this.#session = session;
    this.#begin = begin;
    this.#around = around;
    this.#reading = createErrand(session.clock, session.signal, () => session.bell.ring());
  }

  /** When there is something to do: to read, or to give a request up (ms). */
  get due(): number {
    if (this.#ahead) return this.#ahead.answer.asked + longestWait;
    return this.#reading.busy ? this.#reading.deadline : this.#readAt();
  }

  /** Reads the log if that is due. */
  ask(): void {
    const { source, ref, clock } = this.#session;
    const asked = clock.now();
    if (this.#ahead || this.#reading.busy || asked < this.#readAt()) return;
    const tail = this.#nextTail();
    this.#around.pace.asked(asked);
    this.#reading.start(async signal => {
      const options = tail === undefined ? { timestamps: true } : { tail, timestamps: true };
      return { ...(await source.readLogs(ref, options, signal)), tail, asked };
    });
  }

  /** The snapshot that was asked for, once. */
  take(): Outcome<Answer> | undefined {
    return this.#reading.take();
  }

  /** A snapshot that was ahead of the socket, once that has brought more, or has had time enough to. */
  again(): Answer | undefined {
    const ahead = this.#ahead;
    if (ahead === undefined) return undefined;
    const hasMore = this.#around.lane.lastBytesAt !== ahead.heard;
    if (!hasMore && this.#session.clock.now() < this.due) return undefined;
    this.#ahead = undefined;
    return ahead.answer;
  }

  cancel(): void {
    this.#reading.cancel();
  }

  /** What a snapshot shows. `runs`: the container surely ran after it was taken. An empty log is stamped as the one before. */
  view({ content, tail, serverTime }: Answer, runs: boolean): LogView {
    const log = readSnapshotLines(content);
    if (log.lines.length > 0) this.#stamped = log.stamped;
    const shown = log.lines.length + (log.partial ? 1 : 0);
    const cut = mayBeCut(byteLength(content), shown, runs, this.#session.limits);
    const whole = tail === undefined || shown + tailMargin < tail;
    // A cut takes the timestamp first.
    const firstMayBeCut = cut && log.lines[0]?.stamp === undefined;
    return { ...log, stamped: this.#stamped, serverTime, whole, fromStart: whole && !cut, firstMayBeCut };
  }

  /** A snapshot didn't reach back to what is printed. */
  askMore(answer: Answer): void {
    const { lane, pace } = this.#around;
    const { tail, asked } = answer;
    this.#beginWithWhole = true;
    if (tail !== Pace.proofLines) {
      pace.askMore();
      return;
    }
    // A socket that is busy may be behind the log: it has yet to bring these lines.
    if (
      lane.live &&
      lane.lastBytesAt > asked - longestWait &&
      this.#session.clock.now() < asked + longestWait
    ) {
      this.#ahead = { answer, heard: lane.lastBytesAt };
      return;
    }
    const isBehind = lane.live && lane.lastBytesAt >= asked;
    if (!isBehind || this.#misses++ >= mostMisses) pace.proofTooShort();
  }

  /** A snapshot reached back to what is printed. */
  reached(): void {
    this.#misses = 0;
  }

  #readAt(): number {
    const { life, transcript, lane, pace } = this.#around;
    if (life.ending) return pace.endingReadAt(completeAt(life.ending, this.#session.serverClock));
    if (!lane.live) return pace.pollAt(lane.lastHeard, lane.open, lane.placedAt);
    const { lines, length } = transcript.unproven;
    const { unprovenLines, unprovenLength } = this.#session.limits;
    return pace.proofAt(lines >= unprovenLines || length >= unprovenLength);
  }

  #nextTail(): number | undefined {
    const { life, transcript, lane, pace } = this.#around;
    // Without timestamps only a line's number tells where it is.
    if (!this.#stamped) return undefined;
    if (!transcript.begun && this.#begin !== 'firstLine') {
      return this.#begin.tail === 0 || this.#beginWithWhole ? undefined : this.#begin.tail + tailMargin + 1;
    }
    const unproven = Math.max(transcript.unproven.lines, lane.heardSince(pace.askedLast));
    const isProof = unproven > 0 && (lane.live || life.ending !== undefined);
    return isProof ? pace.proofTail(unproven) : pace.tail(unproven);
  }
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
