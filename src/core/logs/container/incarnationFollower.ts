import { AciError } from '../../errors.ts';
import type { ParsedSnapshot } from '../snapshot/parsedSnapshot.ts';
import { logCompleteAt, isGivenUp, mayStillGrow, type ObservedEnd } from './logCompletion.ts';
import { AttachStream } from '../stream/attachStream.ts';
import { lengthOf, type FollowItem } from '../followItem.ts';
import { SnapshotReconciler, type PrintDecision } from '../snapshot/snapshotReconciler.ts';
import { ContainerStateMonitor } from './containerStateMonitor.ts';
import { LogReader, type SnapshotAnswer } from '../schedule/logReader.ts';
import { linesOfWork } from '../schedule/piecewise.ts';
import { Pace } from '../schedule/pace.ts';
import { maxStateAge, minReadPause } from '../timings.ts';
import { isOtherIncarnation, type IncarnationKey, type ContainerPhase } from './containerPhase.ts';
import type { FollowSession } from '../followSession.ts';
import { isLogNotYetAvailable } from '../troubleReporter.ts';
import type { LogLine } from '../snapshot/snapshotLines.ts';
import { Transcript, type StartPosition } from '../snapshot/transcript.ts';

/** How an incarnation's log ended. */
export interface IncarnationResult {
  readonly key: IncarnationKey;
  readonly exitCode: number | undefined;
  /** The log was read to its proven end. */
  readonly isFullyRead: boolean;
  /** What the container does now; undefined when the group is gone. */
  readonly phase: ContainerPhase | undefined;
}

/** Items to give out; a number: so many UTF-16 units were worked through without one. */
type Items<T> = Generator<FollowItem | number, T>;

/** Returns how the incarnation ended, once it has. */
type Step = Items<IncarnationResult | undefined>;

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

/** Follows one incarnation: the socket brings lines at once, snapshots prove them
 * (`docs/log-following.md`). Used once. */
export class IncarnationFollower {
  readonly #session: FollowSession;
  readonly #stateMonitor: ContainerStateMonitor;
  readonly #transcript: Transcript;
  readonly #attachStream: AttachStream;
  readonly #pace: Pace;
  readonly #reader: LogReader;
  readonly #reconciler: SnapshotReconciler;
  /** A snapshot that can't be reconciled before the container's state is known. */
  #undecided: UndecidedSnapshot | undefined;
  /** The undecided snapshot when the state was asked for last, and when that was (ms). */
  #atLastQuery: { readonly undecided: UndecidedSnapshot | undefined; readonly at: number } | undefined;
  /** A gap was given out, and no line since. */
  #isAfterGap = false;
  /** Lines that were worked through since others last had a chance to get the thread. */
  #worked = 0;
  /** When the last reading that was printed was asked for (ms). */
  #printedAsked = -Infinity;

  constructor(session: FollowSession, phase: ContainerPhase, begin: StartPosition) {
    const stateMonitor = new ContainerStateMonitor(session, phase);
    const transcript = new Transcript(begin);
    const attachStream = new AttachStream(session, transcript);
    const pace = new Pace(session.clock.now());
    this.#session = session;
    this.#stateMonitor = stateMonitor;
    this.#transcript = transcript;
    this.#attachStream = attachStream;
    this.#pace = pace;
    this.#reader = new LogReader(session, begin, { stateMonitor, transcript, attachStream, pace });
    this.#reconciler = new SnapshotReconciler(stateMonitor, transcript, attachStream);
    if (stateMonitor.observedEnd) attachStream.stopReconnecting();
  }

  async *follow(): AsyncGenerator<FollowItem, IncarnationResult> {
    try {
      for (;;) {
        yield* this.#inPieces(this.#attachStream.drain());
        this.#session.signal.throwIfAborted();
        const end =
          (yield* this.#inPieces(this.#takePhase())) ?? (yield* this.#inPieces(this.#takeSnapshot()));
        if (end) return end;
        if (this.#attachStream.maintainSocket()) {
          this.#stateMonitor.scheduleQuery(this.#now);
          this.#pace.readNow(this.#now);
        }
        if (this.#stateMonitor.queryIfDue())
          this.#atLastQuery = { undecided: this.#undecided, at: this.#now };
        if (!this.#undecided) this.#reader.readIfDue();
        const readDue = this.#undecided ? Infinity : this.#reader.due;
        await this.#session.wakeSignal.wait(
          Math.min(this.#attachStream.due, this.#stateMonitor.due, readDue) - this.#now,
        );
      }
    } finally {
      this.#attachStream.close();
      this.#reader.cancel();
      this.#stateMonitor.cancel();
    }
  }

  /**
   * Gives items out piece by piece, so that others get a share of the thread between them. Several gaps without a line
   * between them are one.
   */
  async *#inPieces<T>(items: Items<T>): AsyncGenerator<FollowItem, T> {
    const { workTurns, limits, signal } = this.#session;
    for (;;) {
      const next = items.next();
      if (next.done === true) return next.value;
      const item = next.value;
      if (typeof item !== 'number' && !this.#isRepeatedGap(item)) yield item;
      this.#worked += linesOfWork(typeof item === 'number' ? item : lengthOf(item));
      if (this.#worked < limits.pieceLines) continue;
      this.#worked = 0;
      await workTurns.afterPiece(signal);
    }
  }

  #isRepeatedGap({ kind }: FollowItem): boolean {
    const isRepeated = kind === 'gap' && this.#isAfterGap;
    if (kind === 'gap' || kind === 'line') this.#isAfterGap = kind === 'gap';
    return isRepeated;
  }

  get #now(): number {
    return this.#session.clock.now();
  }

  *#takePhase(): Step {
    const outcome = this.#stateMonitor.takeOutcome();
    if (outcome === undefined) return undefined;
    if ('error' in outcome) {
      yield* this.#session.troubles.reportFailure(outcome.error);
      return undefined;
    }
    yield* this.#session.troubles.reportSuccess();
    const phase = outcome.value;
    if (phase === undefined) return this.#end(undefined, false);
    if (isOtherIncarnation(phase, this.#stateMonitor.key)) {
      yield* this.#attachStream.emitUnfinishedLine();
      return this.#end(phase, false);
    }
    const hadEnded = this.#stateMonitor.observedEnd !== undefined;
    const newEvents = this.#stateMonitor.updatePhase(phase, this.#attachStream.isOpen);
    if (this.#stateMonitor.observedEnd && !hadEnded) {
      this.#attachStream.stopReconnecting();
      this.#pace.readNow(this.#now);
    }
    if (phase.kind !== 'running') for (const event of newEvents) yield { kind: 'event', event };
    return yield* this.#reconcileUndecided();
  }

  *#takeSnapshot(): Step {
    const again = this.#reader.takeDeferredSnapshot();
    if (again) return yield* this.#decide(again, false);
    const outcome = this.#reader.takeOutcome();
    if (outcome === undefined) return undefined;
    if ('error' in outcome) return yield* this.#readFailed(outcome.error);
    const answer = outcome.value;
    this.#pace.recordAnswer(this.#now);
    this.#session.serverClock.recordAnswer(answer.serverTime, answer.asked, this.#now);
    yield* this.#session.troubles.reportSuccess();
    return yield* this.#decide(answer, false);
  }

  *#readFailed(error: unknown): Step {
    yield* this.#session.troubles.reportFailure(error);
    this.#pace.recordFailure(this.#now, error instanceof AciError && error.kind === 'throttled');
    if (!isLogNotYetAvailable(error)) return undefined;
    if (this.#stateMonitor.observedEnd) return yield* this.#giveUp(this.#stateMonitor.observedEnd);
    this.#stateMonitor.scheduleQuery(this.#now);
    return undefined;
  }

  *#reconcileUndecided(): Step {
    const undecided = this.#undecided;
    if (undecided === undefined) return undefined;
    const confirmedFrom = this.#confirmedFrom(undecided);
    const asked = this.#atLastQuery;
    if (asked?.undecided !== undecided || asked.at < confirmedFrom) {
      this.#stateMonitor.scheduleQuery(Math.max(this.#now, confirmedFrom));
      return undefined;
    }
    this.#undecided = undefined;
    return yield* this.#decide(undecided.answer, true);
  }

  *#decide(answer: SnapshotAnswer, confirmed: boolean): Step {
    const log = this.#reader.interpret(answer, confirmed && this.#stateMonitor.phase.kind === 'running');
    const decision = yield* this.#reconciler.reconcile(log, answer.asked, confirmed);
    switch (decision.kind) {
      case 'ignore':
        return undefined;
      case 'needsWholeLog':
        this.#pace.enlargeTail();
        return undefined;
      case 'needsLargerSnapshot':
        this.#reader.requestLargerSnapshot(answer);
        return undefined;
      case 'needsState':
        this.#undecided = { answer, at: this.#now, hasTimes: log.lines.some(({ stamp }) => stamp) };
        this.#stateMonitor.scheduleQuery(this.#confirmedFrom(this.#undecided));
        return undefined;
      case 'otherIncarnation':
        this.#stateMonitor.scheduleQuery(this.#now + minReadPause);
        return this.#stateMonitor.observedEnd && (yield* this.#giveUp(this.#stateMonitor.observedEnd));
      case 'print':
        return yield* this.#print(decision, { log, asked: answer.asked, confirmed });
    }
  }

  /**
   * From when on a state confirms a snapshot (ms). Once the incarnation has ended, only timestamps distinguish the next
   * one's.
   */
  #confirmedFrom({ at, hasTimes }: UndecidedSnapshot): number {
    return at + (this.#stateMonitor.observedEnd && !hasTimes ? maxStateAge : 0);
  }

  *#print(print: PrintDecision, reading: SnapshotReading): Step {
    this.#reader.recordAnchorFound();
    this.#measureDelay(print, reading.asked);
    if (print.isGap) {
      // At once: where the log shows no complete line, the next one may never come.
      yield { kind: 'gap' };
      this.#attachStream.stopLive();
    }
    for (const line of print.lines) yield lineItem(line);
    this.#attachStream.expectPrintedLines(print.lines.map(({ text }) => text));
    if (this.#stateMonitor.observedEnd)
      return yield* this.#readToEnd(this.#stateMonitor.observedEnd, print, reading);
    if (print.lines.length > 0) this.#stateMonitor.recordActivity(this.#attachStream.isOpen);
    if (this.#attachStream.isLive) this.#pace.recordProof(print.lines.length);
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

  /**
   * Tries to find the socket's position in a snapshot (`docs/log-following.md`, rule 2); `printed`: how many new lines
   * it had.
   */
  *#placeSocket(printed: number, { log, asked, confirmed }: SnapshotReading): Generator<FollowItem, void> {
    const proven = this.#transcript.unproven.lines === 0;
    if (printed > 0) this.#attachStream.expectActivity(this.#pace.previousRequestAt);
    const isSilent = printed === 0 && proven && confirmed && this.#reconciler.hasLogStoodStill(log, asked);
    if (isSilent) this.#attachStream.goLive();
    if (isSilent || (proven && (yield* this.#attachStream.trySplice(log, asked)))) {
      this.#pace.recordProof(printed);
      return;
    }
    const ambiguous = proven && this.#attachStream.hadSettledLines(asked);
    this.#pace.recordPoll(printed, { ambiguous, lags: !proven, open: this.#attachStream.isOpen });
  }

  /** Reads an ended incarnation's log until it is complete (`docs/log-following.md`, rule 6). */
  *#readToEnd(end: ObservedEnd, { grows }: PrintDecision, { log, asked }: SnapshotReading): Step {
    const { serverClock } = this.#session;
    if (asked < logCompleteAt(end, serverClock)) return undefined;
    const proven = this.#transcript.unproven.lines === 0;
    // A log that still grows, or lacks what the socket brought, is further behind than logs usually are.
    const mayGrow =
      this.#attachStream.isAhead(log, asked) || (grows && mayStillGrow(end, asked, serverClock));
    const isComplete = proven && !mayGrow;
    if (!isComplete && !isGivenUp(end, this.#now)) return undefined;
    if (proven && log.partial) yield lineItem(log.partial);
    else yield* this.#attachStream.emitUnfinishedLine();
    return this.#end(this.#stateMonitor.phase, isComplete);
  }

  *#giveUp(end: ObservedEnd): Step {
    if (!isGivenUp(end, this.#now)) return undefined;
    yield* this.#attachStream.emitUnfinishedLine();
    return this.#end(this.#stateMonitor.phase, false);
  }

  #end(phase: ContainerPhase | undefined, isFullyRead: boolean): IncarnationResult {
    const exitCode = this.#stateMonitor.observedEnd && this.#stateMonitor.phase.finished?.exitCode;
    return { key: this.#stateMonitor.key, exitCode, isFullyRead, phase };
  }
}

function lineItem({ text, stamp }: LogLine): FollowItem {
  return { kind: 'line', text, time: stamp && { utc: stamp.utc, exact: true } };
}
