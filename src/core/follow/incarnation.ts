import { AciError } from '../errors.ts';
import type { LogSnapshot } from '../ports.ts';
import type { LogView } from './anchor.ts';
import { createErrand, type Errand } from './errand.ts';
import { FastLane } from './fastLane.ts';
import type { FollowItem } from './item.ts';
import { mayBeCut } from './limits.ts';
import { Pace } from './pace.ts';
import { isOther, type IncarnationKey, type Phase } from './phase.ts';
import { askPhase, isNotYet, type Session } from './session.ts';
import { readSnapshotLines, type LogLine } from './snapshotLines.ts';
import { Transcript, type Beginning } from './transcript.ts';

/** How an incarnation's log ended. */
export interface IncarnationEnd {
  readonly key: IncarnationKey;
  readonly exitCode: number | undefined;
  /** The log was read to its proven end. */
  readonly read: boolean;
  /** What the container does now; undefined when the group is gone. */
  readonly phase: Phase | undefined;
}

/** A snapshot as it came. */
interface Answer extends LogSnapshot {
  readonly tail: number | undefined;
  readonly asked: number;
}

/** The incarnation has ended at a time by the server's clock; we know since a time by ours (ms). */
interface Ending {
  readonly finishTime: number | undefined;
  readonly knownSince: number;
}

/** The log shows all of an incarnation's lines at the latest this long after its end (times count whole seconds). */
const logComplete = 4000;
/** An ended incarnation's log that can't be had for so long, or isn't complete yet, is given up. */
const giveUp = 10_000;
/** The state is asked for after so long without a sign of life. */
const quietCheck = 60_000;
const quietCheckWithoutSocket = 10_000;
/** A tail with so many lines less than asked for may still be a whole one: does an unfinished line count? */
const tailMargin = 2;
/** A log that is not cut and doesn't have the anchor is another incarnation's: the state will tell, but how soon? */
const strangerPatience = 5;
/** So many times in a row may a busy socket be behind the log. */
const mostMisses = 20;

/** Follows one incarnation: snapshots prove, the socket hurries (DESIGN §3.3). Used once. */
export class Incarnation {
  readonly #session: Session;
  readonly #transcript: Transcript;
  readonly #lane: FastLane;
  readonly #pace: Pace;
  readonly #reading: Errand<Answer>;
  readonly #asking: Errand<Phase | undefined>;
  readonly #begin: Beginning;
  #phase: Phase;
  readonly #key: IncarnationKey;

  /** An answer that can't be judged before the container's state is known. */
  #held: Answer | undefined;
  #heldWhenAsking: Answer | undefined;
  /** When the first of the readings was asked for that showed nothing new (ms). */
  #still = Infinity;
  #hasRead = false;
  #strangers = 0;
  #misses = 0;
  /** Lines may be missing before the next one. */
  #gap = false;
  #stamped = true;
  /** The first snapshot was too small to say where in the log it is. */
  #beginWithWhole = false;
  #askPhaseAt = Infinity;
  #phaseFailures = 0;
  #ending: Ending | undefined;

  constructor(session: Session, phase: Phase, begin: Beginning) {
    const ring = () => session.bell.ring();
    this.#session = session;
    this.#begin = begin;
    this.#transcript = new Transcript(begin);
    this.#lane = new FastLane(session, this.#transcript);
    this.#pace = new Pace(session.clock.now());
    this.#reading = createErrand(session.clock, session.signal, ring);
    this.#asking = createErrand(session.clock, session.signal, ring);
    this.#phase = phase;
    this.#key = phase;
    session.events.news(phase.events);
    if (phase.kind === 'running') this.#seenAlive();
    else this.#hasEnded(phase);
  }

  async *follow(): AsyncGenerator<FollowItem, IncarnationEnd> {
    try {
      for (;;) {
        yield* this.#marked(this.#lane.drain());
        this.#session.signal.throwIfAborted();
        const end = (yield* this.#marked(this.#takePhase())) ?? (yield* this.#marked(this.#takeAnswer()));
        if (end) {
          if (this.#gap) yield { kind: 'gap' };
          return end;
        }
        if (this.#lane.tend()) {
          this.#askPhaseAt = this.#now;
          this.#pace.hurry(this.#now);
        }
        this.#askWhatIsDue();
        await this.#session.bell.wait(this.#nextDue() - this.#now);
      }
    } finally {
      this.#lane.close();
      this.#reading.cancel();
      this.#asking.cancel();
    }
  }

  /** Gives out a due gap marker before the next line: several gaps without a line between them are one. */
  *#marked<T>(items: Generator<FollowItem, T>): Generator<FollowItem, T> {
    for (;;) {
      const next = items.next();
      if (next.done === true) return next.value;
      if (next.value.kind === 'line' && this.#gap) {
        this.#gap = false;
        yield { kind: 'gap' };
      }
      yield next.value;
    }
  }

  get #now(): number {
    return this.#session.clock.now();
  }

  #nextDue(): number {
    return Math.min(
      this.#lane.due,
      this.#reading.busy ? this.#reading.deadline : this.#readAt(),
      this.#asking.busy ? this.#asking.deadline : this.#askPhaseAt,
    );
  }

  #readAt(): number {
    if (this.#held) return Infinity;
    if (this.#ending) return this.#pace.endingReadAt(this.#completeAt(this.#ending));
    if (!this.#lane.live)
      return this.#pace.pollAt(this.#lane.lastHeard, this.#lane.open, this.#lane.placedAt);
    const { lines, length } = this.#transcript.unproven;
    const { unprovenLines, unprovenLength } = this.#session.limits;
    return this.#pace.proofAt(lines >= unprovenLines || length >= unprovenLength);
  }

  #askWhatIsDue(): void {
    const { source, ref } = this.#session;
    if (!this.#asking.busy && this.#now >= this.#askPhaseAt) {
      this.#askPhaseAt = Infinity;
      this.#heldWhenAsking = this.#held;
      this.#asking.start(signal => askPhase(this.#session, signal));
    }
    if (this.#reading.busy || this.#now < this.#readAt()) return;
    const tail = this.#nextTail();
    const asked = this.#now;
    this.#pace.asked(asked);
    this.#reading.start(async signal => {
      const options = tail === undefined ? { timestamps: true } : { tail, timestamps: true };
      return { ...(await source.readLogs(ref, options, signal)), tail, asked };
    });
  }

  #nextTail(): number | undefined {
    // Without timestamps only a line's number tells where it is.
    if (!this.#stamped) return undefined;
    if (!this.#transcript.begun && this.#begin !== 'firstLine') {
      return this.#begin.tail === 0 || this.#beginWithWhole ? undefined : this.#begin.tail + tailMargin + 1;
    }
    const unproven = Math.max(this.#transcript.unproven.lines, this.#lane.heardSince(this.#pace.askedLast));
    const isProof = unproven > 0 && (this.#lane.live || this.#ending !== undefined);
    return isProof ? this.#pace.proofTail(unproven) : this.#pace.tail(unproven);
  }

  // --- the container's state ---

  *#takePhase(): Generator<FollowItem, IncarnationEnd | undefined> {
    const outcome = this.#asking.take();
    if (outcome === undefined) return undefined;
    if ('error' in outcome) {
      yield* this.#session.troubles.failed(outcome.error);
      this.#askPhaseAt = this.#now + Math.min(30_000, 1000 * 2 ** this.#phaseFailures++);
      return undefined;
    }
    this.#phaseFailures = 0;
    yield* this.#session.troubles.worked();
    const phase = outcome.value;
    if (phase === undefined) return this.#end(undefined, false);
    if (isOther(phase, this.#key)) {
      yield* this.#lastWords();
      return this.#end(phase, false);
    }
    this.#phase = phase;
    const news = this.#session.events.news(phase.events);
    if (phase.kind === 'running') {
      this.#seenAlive();
    } else {
      this.#hasEnded(phase);
      for (const event of news) yield { kind: 'event', event };
    }
    return yield* this.#judgeHeld();
  }

  #seenAlive(): void {
    if (this.#askPhaseAt <= this.#now) return;
    this.#askPhaseAt = this.#now + (this.#lane.open ? quietCheck : quietCheckWithoutSocket);
  }

  #hasEnded({ finished }: Phase): void {
    if (this.#ending) return;
    this.#ending = { finishTime: finished?.finishTime, knownSince: this.#now };
    this.#askPhaseAt = Infinity;
    this.#lane.retire();
    this.#pace.hurry(this.#now);
  }

  /** From when on a snapshot shows the ended incarnation's whole log, by our clock (ms). */
  #completeAt({ finishTime, knownSince }: Ending): number {
    const { serverClock } = this.#session;
    if (finishTime === undefined || !serverClock.known) return knownSince + logComplete;
    const finished = knownSince + finishTime - serverClock.at(knownSince);
    return Math.min(knownSince, finished) + logComplete;
  }

  #end(phase: Phase | undefined, read: boolean): IncarnationEnd {
    const exitCode = this.#ending && this.#phase.finished?.exitCode;
    return { key: this.#key, exitCode, read, phase };
  }

  /** The beginning of a line that never ended, when only the socket has it. */
  *#lastWords(): Generator<FollowItem, void> {
    // A return may be the first half of a line end.
    const text = this.#lane.openLine.replace(/\r$/, '');
    if (text !== '') yield { kind: 'line', text, time: undefined };
  }

  // --- snapshots ---

  *#takeAnswer(): Generator<FollowItem, IncarnationEnd | undefined> {
    const outcome = this.#reading.take();
    if (outcome === undefined) return undefined;
    if ('error' in outcome) return yield* this.#notRead(outcome.error);
    const answer = outcome.value;
    this.#pace.answered(this.#now);
    this.#session.serverClock.heard(answer.serverTime, answer.asked, this.#now);
    yield* this.#session.troubles.worked();
    return yield* this.#judge(answer, false);
  }

  *#notRead(error: unknown): Generator<FollowItem, IncarnationEnd | undefined> {
    yield* this.#session.troubles.failed(error);
    this.#pace.failed(this.#now, error instanceof AciError && error.kind === 'throttled');
    if (!isNotYet(error)) return undefined;
    if (this.#ending === undefined) this.#askPhaseAt = Math.min(this.#askPhaseAt, this.#now);
    else if (this.#now >= this.#ending.knownSince + giveUp) {
      yield* this.#lastWords();
      return this.#end(this.#phase, false);
    }
    return undefined;
  }

  *#judgeHeld(): Generator<FollowItem, IncarnationEnd | undefined> {
    const held = this.#held;
    if (held === undefined) return undefined;
    if (held !== this.#heldWhenAsking) {
      this.#askPhaseAt = this.#now;
      return undefined;
    }
    this.#held = undefined;
    return yield* this.#judge(held, true);
  }

  /** `confirmed`: the container's state was asked for after the answer came, and it is the same incarnation. */
  *#judge(answer: Answer, confirmed: boolean): Generator<FollowItem, IncarnationEnd | undefined> {
    const log = this.#view(answer, confirmed);
    if (log.lines.length > 0) this.#stamped = log.stamped;
    if (!this.#stamped && !log.whole && !log.fromStart) {
      this.#pace.askMore();
      return undefined;
    }
    if (this.#isLaterThanEnd(log)) return yield* this.#otherLog();
    const isSilent = log.lines.length === 0 && this.#ending === undefined;
    const tellsWhose = this.#stamped && this.#transcript.hasAnchor;
    // A socket that brought nothing may be another incarnation's as well.
    const mayBeOther = !tellsWhose && !isSilent;
    if (!confirmed && (mayBeOther || this.#isStill(log, answer))) {
      this.#hold(answer);
      return undefined;
    }
    const reading = this.#transcript.read(log);
    switch (reading.kind) {
      case 'askMore':
        this.#askMore(answer);
        return undefined;
      case 'lost':
        if (!confirmed) {
          this.#hold(answer);
          return undefined;
        }
        if (log.fromStart && this.#strangers++ < strangerPatience) return undefined;
        this.#gap = true;
        this.#still = answer.asked;
        this.#lane.leave();
        return yield* this.#printed(this.#transcript.resume(log), log, answer, confirmed);
      case 'differs':
        this.#gap = true;
        this.#still = answer.asked;
        this.#lane.leave();
        return yield* this.#printed(reading.print, log, answer, confirmed);
      case 'agrees':
        return yield* this.#printed(reading.print, log, answer, confirmed);
      case 'lags':
        return yield* this.#printed([], log, answer, confirmed);
    }
  }

  /** Whether an ended incarnation's log begins after its end: the next one's, which the state doesn't tell yet. */
  #isLaterThanEnd({ lines }: LogView): boolean {
    const finishTime = this.#ending?.finishTime;
    const first = lines.find(({ stamp }) => stamp)?.stamp;
    return finishTime !== undefined && first !== undefined && first.utc >= finishTime + 1000;
  }

  *#otherLog(): Generator<FollowItem, IncarnationEnd | undefined> {
    this.#askPhaseAt = Math.min(this.#askPhaseAt, this.#now + Pace.least);
    if (this.#ending === undefined || this.#now < this.#ending.knownSince + giveUp) return undefined;
    yield* this.#lastWords();
    return this.#end(this.#phase, false);
  }

  #askMore({ tail, asked }: Answer): void {
    this.#beginWithWhole = true;
    if (tail !== Pace.proofLines) {
      this.#pace.askMore();
      return;
    }
    // A socket that is busy may be behind the log: it has yet to bring these lines.
    const isBehind = this.#lane.live && this.#lane.lastBytesAt >= asked;
    if (!isBehind || this.#misses++ >= mostMisses) this.#pace.proofTooShort();
  }

  #hold(answer: Answer): void {
    this.#held = answer;
    this.#askPhaseAt = Math.min(this.#askPhaseAt, this.#now);
  }

  #view({ content, tail, serverTime }: Answer, confirmed: boolean): LogView {
    const log = readSnapshotLines(content);
    const shown = log.lines.length + (log.partial ? 1 : 0);
    const runs = confirmed && this.#phase.kind === 'running';
    const cut = mayBeCut(byteLength(content), shown, runs, this.#session.limits);
    const whole = tail === undefined || shown + tailMargin < tail;
    // A cut takes the timestamp first.
    const firstMayBeCut = cut && log.lines[0]?.stamp === undefined;
    return { ...log, serverTime, whole, fromStart: whole && !cut, firstMayBeCut };
  }

  *#printed(
    lines: readonly LogLine[],
    log: LogView,
    answer: Answer,
    confirmed: boolean,
  ): Generator<FollowItem, IncarnationEnd | undefined> {
    this.#strangers = 0;
    this.#misses = 0;
    const isLater = this.#hasRead || this.#begin === 'firstLine';
    this.#hasRead = true;
    for (const line of lines) yield lineItem(line);
    this.#lane.printedAhead(lines.map(({ text }) => text));
    const proven = this.#transcript.unproven.lines === 0;
    if (lines.length > 0 && !this.#ending) this.#seenAlive();
    if (this.#ending) {
      const grows = lines.length > 0 && isLater;
      return yield* this.#isComplete(this.#ending, log, answer, { proven, grows });
    }
    if (this.#lane.live) {
      this.#pace.proved(lines.length);
      return undefined;
    }
    if (lines.length > 0) this.#lane.expectSound(this.#pace.askedBefore);
    if (lines.length > 0) this.#still = answer.asked;
    const isSilent = lines.length === 0 && proven && confirmed && this.#isStill(log, answer);
    if (isSilent) this.#lane.goLive();
    if (isSilent || (proven && (yield* this.#lane.splice(log, answer.asked)))) {
      this.#pace.proved(lines.length);
      return undefined;
    }
    const ambiguous = proven && this.#lane.hadHeard(answer.asked);
    this.#pace.polled(lines.length, { ambiguous, lags: !proven, open: this.#lane.open });
    return undefined;
  }

  /** The log has stood still for so long that it has all that came before the socket, which brought nothing. */
  #isStill(log: LogView, { asked }: Answer): boolean {
    this.#still = Math.min(this.#still, asked);
    // Among equal lines of a log that is cut, new ones look like those before.
    if (!log.fromStart || log.partial !== undefined) return false;
    if (this.#ending !== undefined || !this.#transcript.begun) return false;
    return this.#lane.followsSilently(this.#still, asked);
  }

  *#isComplete(
    ending: Ending,
    log: LogView,
    answer: Answer,
    { proven, grows }: { readonly proven: boolean; readonly grows: boolean },
  ): Generator<FollowItem, IncarnationEnd | undefined> {
    const late = answer.asked - this.#completeAt(ending);
    if (late < 0) return undefined;
    // A log that still grows, or lacks what the socket brought, is further behind than logs usually are.
    const mayGrow = this.#lane.isAhead(log) || (grows && late < giveUp - logComplete);
    const isComplete = proven && !mayGrow;
    if (!isComplete && this.#now < ending.knownSince + giveUp) return undefined;
    if (proven && log.partial) yield lineItem(log.partial);
    else yield* this.#lastWords();
    return this.#end(this.#phase, isComplete);
  }
}

function lineItem({ text, stamp }: LogLine): FollowItem {
  return { kind: 'line', text, time: stamp && { utc: stamp.utc, exact: true } };
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
