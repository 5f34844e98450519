import type { LogView } from './anchor.ts';
import { isFollowedBy } from './ending.ts';
import type { FastLane } from './fastLane.ts';
import type { Life } from './life.ts';
import type { LogLine } from './snapshotLines.ts';
import type { Transcript } from './transcript.ts';

/** These lines of a snapshot come next. */
export interface Print {
  readonly kind: 'print';
  readonly lines: readonly LogLine[];
  /** Lines may be missing before them. */
  readonly isGap: boolean;
  /** An earlier snapshot didn't show them yet. */
  readonly grows: boolean;
}

/** What to do about a snapshot. */
export type Verdict =
  | Print
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
const strangerPatience = 5;

/** Judges snapshots by what is printed, and by what is known of the incarnation (DESIGN §3.3, rule 1). */
export class Judge {
  readonly #life: Life;
  readonly #transcript: Transcript;
  readonly #lane: FastLane;
  #strangers = 0;
  /** When the first of the readings was asked for that showed nothing new (ms). */
  #still = Infinity;

  constructor(life: Life, transcript: Transcript, lane: FastLane) {
    this.#life = life;
    this.#transcript = transcript;
    this.#lane = lane;
  }

  /** `confirmed`: the state was asked for after the answer came, and it is the same incarnation. What is to be printed counts as printed. */
  judge(log: LogView, asked: number, confirmed: boolean): Verdict {
    const { ending } = this.#life;
    if (!log.stamped && !log.whole && !log.fromStart) return { kind: 'askWhole' };
    if (ending && isFollowedBy(ending, log)) return { kind: 'other' };
    if (!confirmed && (this.#mayBeOther(log) || this.isStill(log, asked))) return { kind: 'askState' };
    const { begun } = this.#transcript;
    const reading = this.#transcript.read(log);
    switch (reading.kind) {
      case 'askMore':
        return reading;
      case 'lost':
        if (!confirmed) return { kind: 'askState' };
        if (log.fromStart && this.#strangers++ < strangerPatience) return { kind: 'ignore' };
        return this.#print(this.#transcript.resume(log), asked, { isGap: true, begun });
      case 'differs':
        return this.#print(reading.print, asked, { isGap: true, begun });
      case 'agrees':
        return this.#print(reading.print, asked, { isGap: false, begun });
      case 'lags':
        return this.#print([], asked, { isGap: false, begun });
    }
  }

  /** The log has stood still for so long that it has all that came before the socket, which brought nothing. */
  isStill(log: LogView, asked: number): boolean {
    // Among equal lines of a log that is cut, new ones look like those before.
    if (!log.fromStart || log.partial !== undefined) return false;
    if (this.#life.ending !== undefined || !this.#transcript.begun) return false;
    return this.#lane.followsSilently(this.#still, asked);
  }

  /** Whether no line tells whose log this is. A socket that brought nothing may be another incarnation's as well. */
  #mayBeOther(log: LogView): boolean {
    const isSilent = log.lines.length === 0 && this.#life.ending === undefined;
    return !isSilent && !(log.stamped && this.#transcript.hasAnchor);
  }

  #print(
    lines: readonly LogLine[],
    asked: number,
    { isGap, begun }: { readonly isGap: boolean; readonly begun: boolean },
  ): Print {
    this.#strangers = 0;
    const isNew = isGap || lines.length > 0;
    this.#still = isNew ? asked : Math.min(this.#still, asked);
    return { kind: 'print', lines, isGap, grows: begun && lines.length > 0 };
  }
}
