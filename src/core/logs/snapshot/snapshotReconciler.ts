import type { ParsedSnapshot } from './anchor.ts';
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
  | { readonly kind: 'askMore' }
  /** Nothing but the whole log tells: its lines have no timestamps. */
  | { readonly kind: 'askWhole' }
  /** It can't be judged before the container's state is known. */
  | { readonly kind: 'askState' }
  /** It is another incarnation's, which the state doesn't tell yet. */
  | { readonly kind: 'other' }
  | { readonly kind: 'ignore' };

/** A log that is not cut and doesn't have the anchor is another incarnation's: the state will tell, but how soon? */
const unknownLogRetries = 5;

/** Judges snapshots by what is printed, and by what is known of the incarnation (DESIGN §3.3, rule 1). */
export class SnapshotReconciler {
  readonly #life: ContainerStateMonitor;
  readonly #transcript: Transcript;
  readonly #lane: AttachStream;
  #strangers = 0;
  /** When the first of the readings was asked for that showed nothing new (ms). */
  #still = Infinity;

  constructor(life: ContainerStateMonitor, transcript: Transcript, lane: AttachStream) {
    this.#life = life;
    this.#transcript = transcript;
    this.#lane = lane;
  }

  /** `confirmed`: the state was asked for after the answer came, and it is the same incarnation. What is to be printed counts as printed. */
  reconcile(log: ParsedSnapshot, asked: number, confirmed: boolean): Decision {
    const { observedEnd } = this.#life;
    if (!log.stamped && !log.whole && !log.fromStart) return { kind: 'askWhole' };
    if (observedEnd && isLogOfNextIncarnation(observedEnd, log)) return { kind: 'other' };
    if (!confirmed && (this.#mayBeOther(log) || this.hasLogStoodStill(log, asked)))
      return { kind: 'askState' };
    const { hasReadSnapshot } = this.#transcript;
    const reading = this.#transcript.applySnapshot(log);
    switch (reading.kind) {
      case 'askMore':
        return reading;
      case 'lost':
        if (!confirmed) return { kind: 'askState' };
        if (log.fromStart && this.#strangers++ < unknownLogRetries) return { kind: 'ignore' };
        return this.#print(this.#transcript.resumeAfterGap(log), asked, {
          isGap: true,
          begun: hasReadSnapshot,
        });
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
    if (this.#life.observedEnd !== undefined || !this.#transcript.hasReadSnapshot) return false;
    return this.#lane.isCaughtUpWhileSilent(this.#still, asked);
  }

  /** Whether no line tells whose log this is. A socket that brought nothing may be another incarnation's as well. */
  #mayBeOther(log: ParsedSnapshot): boolean {
    const isSilent = log.lines.length === 0 && this.#life.observedEnd === undefined;
    return !isSilent && !(log.stamped && this.#transcript.hasAnchor);
  }

  #print(
    lines: readonly LogLine[],
    asked: number,
    { isGap, begun }: { readonly isGap: boolean; readonly begun: boolean },
  ): PrintDecision {
    this.#strangers = 0;
    const isNew = isGap || lines.length > 0;
    this.#still = isNew ? asked : Math.min(this.#still, asked);
    return { kind: 'print', lines, isGap, grows: begun && lines.length > 0 };
  }
}
