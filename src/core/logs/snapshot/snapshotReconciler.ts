import type { ParsedSnapshot } from './parsedSnapshot.ts';
import { isLogOfNextIncarnation } from '../container/logCompletion.ts';
import type { AttachStream } from '../stream/attachStream.ts';
import type { ContainerStateMonitor } from '../container/containerStateMonitor.ts';
import type { LogLine } from './snapshotLines.ts';
import type { Transcript } from './transcript.ts';

/** These lines of a snapshot come next. */
export interface PrintDecision {
  readonly kind: 'print';
  readonly lines: readonly LogLine[];
  /** Lines may be missing before them. */
  readonly isGap: boolean;
  /** An earlier snapshot didn't show them yet. */
  readonly grows: boolean;
}

/** What to do about a snapshot. */
export type Decision =
  | PrintDecision
  /** A larger one is needed. */
  | { readonly kind: 'needsLargerSnapshot' }
  /** Only the whole log says which lines are new: they have no timestamps. */
  | { readonly kind: 'needsWholeLog' }
  /** It can't be reconciled before the container's state is known. */
  | { readonly kind: 'needsState' }
  /** It is another incarnation's, which the state doesn't show yet. */
  | { readonly kind: 'otherIncarnation' }
  | { readonly kind: 'ignore' };

/**
 * A log that is not cut and doesn't have the anchor is another incarnation's: the state will show that, but nobody knows
 * how soon.
 */
const unknownLogRetries = 5;

/**
 * Reconciles snapshots with what was printed and with what is known of the incarnation (`docs/log-following.md`, rule
 * 1).
 */
export class SnapshotReconciler {
  readonly #stateMonitor: ContainerStateMonitor;
  readonly #transcript: Transcript;
  readonly #attachStream: AttachStream;
  #unknownLogs = 0;
  /** When the first of the readings was asked for that showed nothing new (ms). */
  #unchangedSince = Infinity;

  constructor(stateMonitor: ContainerStateMonitor, transcript: Transcript, attachStream: AttachStream) {
    this.#stateMonitor = stateMonitor;
    this.#transcript = transcript;
    this.#attachStream = attachStream;
  }

  /**
   * `confirmed`: the state was asked for after the answer came, and it is the same incarnation. What is to be printed
   * counts as printed. With breaks, at each of which it says how much work was done.
   */
  *reconcile(log: ParsedSnapshot, asked: number, confirmed: boolean): Generator<number, Decision> {
    const { observedEnd } = this.#stateMonitor;
    if (!log.stamped && !log.whole && !log.fromStart) return { kind: 'needsWholeLog' };
    if (observedEnd && isLogOfNextIncarnation(observedEnd, log)) return { kind: 'otherIncarnation' };
    if (!confirmed && (this.#mayBeOtherIncarnation(log) || this.hasLogStoodStill(log, asked)))
      return { kind: 'needsState' };
    const { hasReadSnapshot } = this.#transcript;
    const reading = this.#transcript.applySnapshot(log);
    switch (reading.kind) {
      case 'needsLargerSnapshot':
        if (!this.#attachStream.isFlooded || !this.#transcript.isAfterAnchor(log)) return reading;
        return confirmed ? yield* this.#resumeAfterGap(log, asked) : { kind: 'needsState' };
      case 'lost':
        if (!confirmed) return { kind: 'needsState' };
        if (log.fromStart && this.#unknownLogs++ < unknownLogRetries) return { kind: 'ignore' };
        return yield* this.#resumeAfterGap(log, asked);
      case 'differs':
        return this.#print(reading.print, asked, { isGap: true, begun: hasReadSnapshot });
      case 'agrees':
        return this.#print(reading.print, asked, { isGap: false, begun: hasReadSnapshot });
      case 'lags':
        return this.#print([], asked, { isGap: false, begun: hasReadSnapshot });
    }
  }

  /** The log has stood still for so long that it has all that came before the socket, which brought nothing. */
  hasLogStoodStill(log: ParsedSnapshot, asked: number): boolean {
    // Among equal lines of a log that is cut, new ones look like those before.
    if (!log.fromStart || log.partial !== undefined) return false;
    if (this.#stateMonitor.observedEnd !== undefined || !this.#transcript.hasReadSnapshot) return false;
    return this.#attachStream.isCaughtUpWhileSilent(this.#unchangedSince, asked);
  }

  /** Whether no line shows whose log this is. A socket that brought nothing may be another incarnation's as well. */
  #mayBeOtherIncarnation(log: ParsedSnapshot): boolean {
    const isSilent = log.lines.length === 0 && this.#stateMonitor.observedEnd === undefined;
    return !isSilent && !(log.stamped && this.#transcript.hasAnchor);
  }

  *#resumeAfterGap(log: ParsedSnapshot, asked: number): Generator<number, PrintDecision> {
    const begun = this.#transcript.hasReadSnapshot;
    return this.#print(yield* this.#transcript.resumeAfterGap(log), asked, { isGap: true, begun });
  }

  #print(
    lines: readonly LogLine[],
    asked: number,
    { isGap, begun }: { readonly isGap: boolean; readonly begun: boolean },
  ): PrintDecision {
    this.#unknownLogs = 0;
    const isNew = isGap || lines.length > 0;
    this.#unchangedSince = isNew ? asked : Math.min(this.#unchangedSince, asked);
    return { kind: 'print', lines, isGap, grows: begun && lines.length > 0 };
  }
}
