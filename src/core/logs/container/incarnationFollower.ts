import { AciError } from '../../errors.ts';
import type { ParsedSnapshot } from '../snapshot/anchor.ts';
import { logCompleteAt, isGivenUp, mayStillGrow, type ObservedEnd } from './logCompletion.ts';
import { AttachStream } from '../stream/attachStream.ts';
import type { FollowItem } from '../followItem.ts';
import { SnapshotReconciler, type PrintDecision } from '../snapshot/snapshotReconciler.ts';
import { ContainerStateMonitor } from './containerStateMonitor.ts';
import { LogReader, type SnapshotAnswer } from '../schedule/logReader.ts';
import { Pace } from '../schedule/pace.ts';
import { isOtherIncarnation, type IncarnationKey, type ContainerPhase } from './containerPhase.ts';
import { isLogNotYetAvailable, type FollowSession } from '../followSession.ts';
import type { LogLine } from '../snapshot/snapshotLines.ts';
import { Transcript, type StartPosition } from '../snapshot/transcript.ts';

/** A state is behind what happened by at most this much (ms). */
const maxStateAge = 600;

/** How an incarnation's log ended. */
export interface IncarnationResult {
  readonly key: IncarnationKey;
  readonly exitCode: number | undefined;
  /** The log was read to its proven end. */
  readonly isFullyRead: boolean;
  /** What the container does now; undefined when the group is gone. */
  readonly phase: ContainerPhase | undefined;
}

/** Items to give out; its answer is the end, once it has come. */
type Step = Generator<FollowItem, IncarnationResult | undefined>;

/** A snapshot, and whether the state was asked for after it came, and it is the same incarnation. */
interface SnapshotReading {
  readonly log: ParsedSnapshot;
  readonly asked: number;
  readonly confirmed: boolean;
}

/** A snapshot that came at a time (ms), and whether its lines have timestamps. */
interface UndecidedSnapshot {
  readonly answer: SnapshotAnswer;
  readonly at: number;
  readonly hasTimes: boolean;
}

/** Follows one incarnation: snapshots prove, the socket hurries (DESIGN §3.3). Used once. */
export class IncarnationFollower {
  readonly #session: FollowSession;
  readonly #life: ContainerStateMonitor;
  readonly #transcript: Transcript;
  readonly #lane: AttachStream;
  readonly #pace: Pace;
  readonly #reader: LogReader;
  readonly #judge: SnapshotReconciler;
  /** An answer that can't be judged before the container's state is known. */
  #held: UndecidedSnapshot | undefined;
  /** What was held when the state was asked for last, and when that was (ms). */
  #whenAsking: { readonly held: UndecidedSnapshot | undefined; readonly at: number } | undefined;
  /** A gap was given out, and no line since. */
  #saidGap = false;
  /** When the last reading that was printed was asked for (ms). */
  #printedAsked = -Infinity;

  constructor(session: FollowSession, phase: ContainerPhase, begin: StartPosition) {
    const stateMonitor = new ContainerStateMonitor(session, phase);
    const transcript = new Transcript(begin);
    const attachStream = new AttachStream(session, transcript);
    const pace = new Pace(session.clock.now());
    this.#session = session;
    this.#life = stateMonitor;
    this.#transcript = transcript;
    this.#lane = attachStream;
    this.#pace = pace;
    this.#reader = new LogReader(session, begin, { stateMonitor, transcript, attachStream, pace });
    this.#judge = new SnapshotReconciler(stateMonitor, transcript, attachStream);
    if (stateMonitor.observedEnd) attachStream.stopReconnecting();
  }

  async *follow(): AsyncGenerator<FollowItem, IncarnationResult> {
    try {
      for (;;) {
        yield* this.#marked(this.#lane.drain());
        this.#session.signal.throwIfAborted();
        const end = (yield* this.#marked(this.#takePhase())) ?? (yield* this.#marked(this.#takeAnswer()));
        if (end) return end;
        if (this.#lane.maintainSocket()) {
          this.#life.scheduleQuery(this.#now);
          this.#pace.readNow(this.#now);
        }
        if (this.#life.queryIfDue()) this.#whenAsking = { held: this.#held, at: this.#now };
        if (!this.#held) this.#reader.readIfDue();
        const readDue = this.#held ? Infinity : this.#reader.due;
        await this.#session.wakeSignal.wait(Math.min(this.#lane.due, this.#life.due, readDue) - this.#now);
      }
    } finally {
      this.#lane.close();
      this.#reader.cancel();
      this.#life.cancel();
    }
  }

  /** Several gaps without a line between them are one. */
  *#marked<T>(items: Generator<FollowItem, T>): Generator<FollowItem, T> {
    for (;;) {
      const next = items.next();
      if (next.done === true) return next.value;
      const { kind } = next.value;
      if (kind === 'gap' && this.#saidGap) continue;
      if (kind === 'gap' || kind === 'line') this.#saidGap = kind === 'gap';
      yield next.value;
    }
  }

  get #now(): number {
    return this.#session.clock.now();
  }

  *#takePhase(): Step {
    const outcome = this.#life.takeOutcome();
    if (outcome === undefined) return undefined;
    if ('error' in outcome) {
      yield* this.#session.troubles.reportFailure(outcome.error);
      return undefined;
    }
    yield* this.#session.troubles.reportSuccess();
    const phase = outcome.value;
    if (phase === undefined) return this.#end(undefined, false);
    if (isOtherIncarnation(phase, this.#life.key)) {
      yield* this.#lane.emitUnfinishedLine();
      return this.#end(phase, false);
    }
    const hadEnded = this.#life.observedEnd !== undefined;
    const news = this.#life.updatePhase(phase, this.#lane.isOpen);
    if (this.#life.observedEnd && !hadEnded) {
      this.#lane.stopReconnecting();
      this.#pace.readNow(this.#now);
    }
    if (phase.kind !== 'running') for (const event of news) yield { kind: 'event', event };
    return yield* this.#judgeHeld();
  }

  *#takeAnswer(): Step {
    const again = this.#reader.takeDeferredSnapshot();
    if (again) return yield* this.#decide(again, false);
    const outcome = this.#reader.takeOutcome();
    if (outcome === undefined) return undefined;
    if ('error' in outcome) return yield* this.#notRead(outcome.error);
    const answer = outcome.value;
    this.#pace.recordAnswer(this.#now);
    this.#session.serverClock.recordAnswer(answer.serverTime, answer.asked, this.#now);
    yield* this.#session.troubles.reportSuccess();
    return yield* this.#decide(answer, false);
  }

  *#notRead(error: unknown): Step {
    yield* this.#session.troubles.reportFailure(error);
    this.#pace.recordFailure(this.#now, error instanceof AciError && error.kind === 'throttled');
    if (!isLogNotYetAvailable(error)) return undefined;
    if (this.#life.observedEnd) return yield* this.#giveUp(this.#life.observedEnd);
    this.#life.scheduleQuery(this.#now);
    return undefined;
  }

  *#judgeHeld(): Step {
    const held = this.#held;
    if (held === undefined) return undefined;
    const confirmedFrom = this.#confirmedFrom(held);
    const asked = this.#whenAsking;
    if (asked?.held !== held || asked.at < confirmedFrom) {
      this.#life.scheduleQuery(Math.max(this.#now, confirmedFrom));
      return undefined;
    }
    this.#held = undefined;
    return yield* this.#decide(held.answer, true);
  }

  *#decide(answer: SnapshotAnswer, confirmed: boolean): Step {
    const log = this.#reader.parse(answer, confirmed && this.#life.phase.kind === 'running');
    const verdict = this.#judge.reconcile(log, answer.asked, confirmed);
    switch (verdict.kind) {
      case 'ignore':
        return undefined;
      case 'askWhole':
        this.#pace.enlargeTail();
        return undefined;
      case 'askMore':
        this.#reader.requestLargerSnapshot(answer);
        return undefined;
      case 'askState':
        this.#held = { answer, at: this.#now, hasTimes: log.lines.some(({ stamp }) => stamp) };
        this.#life.scheduleQuery(this.#confirmedFrom(this.#held));
        return undefined;
      case 'other':
        this.#life.scheduleQuery(this.#now + Pace.minPause);
        return this.#life.observedEnd && (yield* this.#giveUp(this.#life.observedEnd));
      case 'print':
        return yield* this.#print(verdict, { log, asked: answer.asked, confirmed });
    }
  }

  /** From when on a state confirms a snapshot (ms). Once the incarnation has ended, only timestamps tell the next one's. */
  #confirmedFrom({ at, hasTimes }: UndecidedSnapshot): number {
    return at + (this.#life.observedEnd && !hasTimes ? maxStateAge : 0);
  }

  *#print(print: PrintDecision, reading: SnapshotReading): Step {
    this.#reader.recordAnchorFound();
    this.#measureDelay(print, reading.asked);
    if (print.isGap) {
      // At once: where the log shows no complete line, the next one may never come.
      yield { kind: 'gap' };
      this.#lane.stopLive();
    }
    for (const line of print.lines) yield lineItem(line);
    this.#lane.expectPrintedLines(print.lines.map(({ text }) => text));
    if (this.#life.observedEnd) return yield* this.#readOn(this.#life.observedEnd, print, reading);
    if (print.lines.length > 0) this.#life.recordActivity(this.#lane.isOpen);
    if (this.#lane.isLive) this.#pace.recordProof(print.lines.length);
    else yield* this.#placeSocket(print.lines.length, reading);
    return undefined;
  }

  /** New lines that were written before the former reading was asked for came into the log only after that. */
  #measureDelay({ lines: [first] }: PrintDecision, asked: number): void {
    const { serverClock, logDelay } = this.#session;
    if (first?.stamp)
      logDelay.recordMissingLine(first.stamp.utc, serverClock.toServerTime(this.#printedAsked));
    this.#printedAsked = asked;
  }

  /** Tries to find the socket's place in a snapshot (DESIGN §3.3, rule 2); `printed`: how many new lines it had. */
  *#placeSocket(printed: number, { log, asked, confirmed }: SnapshotReading): Generator<FollowItem, void> {
    const proven = this.#transcript.unproven.lines === 0;
    if (printed > 0) this.#lane.expectActivity(this.#pace.previousRequestAt);
    const isSilent = printed === 0 && proven && confirmed && this.#judge.hasLogStoodStill(log, asked);
    if (isSilent) this.#lane.goLive();
    if (isSilent || (proven && (yield* this.#lane.trySplice(log, asked)))) {
      this.#pace.recordProof(printed);
      return;
    }
    const ambiguous = proven && this.#lane.hadSettledLines(asked);
    this.#pace.recordPoll(printed, { ambiguous, lags: !proven, open: this.#lane.isOpen });
  }

  /** Reads an ended incarnation's log until it is complete (DESIGN §3.3, rule 5). */
  *#readOn(ending: ObservedEnd, { grows }: PrintDecision, { log, asked }: SnapshotReading): Step {
    const { serverClock } = this.#session;
    if (asked < logCompleteAt(ending, serverClock)) return undefined;
    const proven = this.#transcript.unproven.lines === 0;
    // A log that still grows, or lacks what the socket brought, is further behind than logs usually are.
    const mayGrow = this.#lane.isAhead(log, asked) || (grows && mayStillGrow(ending, asked, serverClock));
    const isComplete = proven && !mayGrow;
    if (!isComplete && !isGivenUp(ending, this.#now)) return undefined;
    if (proven && log.partial) yield lineItem(log.partial);
    else yield* this.#lane.emitUnfinishedLine();
    return this.#end(this.#life.phase, isComplete);
  }

  *#giveUp(ending: ObservedEnd): Step {
    if (!isGivenUp(ending, this.#now)) return undefined;
    yield* this.#lane.emitUnfinishedLine();
    return this.#end(this.#life.phase, false);
  }

  #end(phase: ContainerPhase | undefined, isFullyRead: boolean): IncarnationResult {
    const exitCode = this.#life.observedEnd && this.#life.phase.finished?.exitCode;
    return { key: this.#life.key, exitCode, isFullyRead, phase };
  }
}

function lineItem({ text, stamp }: LogLine): FollowItem {
  return { kind: 'line', text, time: stamp && { utc: stamp.utc, exact: true } };
}
