import { AciError } from '../errors.ts';
import type { LogView } from './anchor.ts';
import { completeAt, isGivenUp, mayGrowOn, type Ending } from './ending.ts';
import { FastLane } from './fastLane.ts';
import type { FollowItem } from './item.ts';
import { Judge, type Print } from './judge.ts';
import { Life } from './life.ts';
import { LogReader, type Answer } from './logReader.ts';
import { Pace } from './pace.ts';
import { isOther, type IncarnationKey, type Phase } from './phase.ts';
import { isNotYet, type Session } from './session.ts';
import type { LogLine } from './snapshotLines.ts';
import { Transcript, type Beginning } from './transcript.ts';

/** A state is behind what happened by at most this much (ms). */
const oldestState = 600;

/** How an incarnation's log ended. */
export interface IncarnationEnd {
  readonly key: IncarnationKey;
  readonly exitCode: number | undefined;
  /** The log was read to its proven end. */
  readonly read: boolean;
  /** What the container does now; undefined when the group is gone. */
  readonly phase: Phase | undefined;
}

/** Items to give out; its answer is the end, once it has come. */
type Step = Generator<FollowItem, IncarnationEnd | undefined>;

/** A snapshot, and whether the state was asked for after it came, and it is the same incarnation. */
interface Reading {
  readonly log: LogView;
  readonly asked: number;
  readonly confirmed: boolean;
}

/** A snapshot that came at a time (ms), and whether its lines have timestamps. */
interface Held {
  readonly answer: Answer;
  readonly at: number;
  readonly hasTimes: boolean;
}

/** Follows one incarnation: snapshots prove, the socket hurries (DESIGN §3.3). Used once. */
export class Incarnation {
  readonly #session: Session;
  readonly #life: Life;
  readonly #transcript: Transcript;
  readonly #lane: FastLane;
  readonly #pace: Pace;
  readonly #reader: LogReader;
  readonly #judge: Judge;
  /** An answer that can't be judged before the container's state is known. */
  #held: Held | undefined;
  /** What was held when the state was asked for last, and when that was (ms). */
  #whenAsking: { readonly held: Held | undefined; readonly at: number } | undefined;
  /** A gap was given out, and no line since. */
  #saidGap = false;
  /** When the last reading that was printed was asked for (ms). */
  #printedAsked = -Infinity;

  constructor(session: Session, phase: Phase, begin: Beginning) {
    const life = new Life(session, phase);
    const transcript = new Transcript(begin);
    const lane = new FastLane(session, transcript);
    const pace = new Pace(session.clock.now());
    this.#session = session;
    this.#life = life;
    this.#transcript = transcript;
    this.#lane = lane;
    this.#pace = pace;
    this.#reader = new LogReader(session, begin, { life, transcript, lane, pace });
    this.#judge = new Judge(life, transcript, lane);
    if (life.ending) lane.retire();
  }

  async *follow(): AsyncGenerator<FollowItem, IncarnationEnd> {
    try {
      for (;;) {
        yield* this.#marked(this.#lane.drain());
        this.#session.signal.throwIfAborted();
        const end = (yield* this.#marked(this.#takePhase())) ?? (yield* this.#marked(this.#takeAnswer()));
        if (end) return end;
        if (this.#lane.tend()) {
          this.#life.askBy(this.#now);
          this.#pace.hurry(this.#now);
        }
        if (this.#life.ask()) this.#whenAsking = { held: this.#held, at: this.#now };
        if (!this.#held) this.#reader.ask();
        const readDue = this.#held ? Infinity : this.#reader.due;
        await this.#session.bell.wait(Math.min(this.#lane.due, this.#life.due, readDue) - this.#now);
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
    const outcome = this.#life.take();
    if (outcome === undefined) return undefined;
    if ('error' in outcome) {
      yield* this.#session.troubles.failed(outcome.error);
      return undefined;
    }
    yield* this.#session.troubles.worked();
    const phase = outcome.value;
    if (phase === undefined) return this.#end(undefined, false);
    if (isOther(phase, this.#life.key)) {
      yield* this.#lane.lastWords();
      return this.#end(phase, false);
    }
    const hadEnded = this.#life.ending !== undefined;
    const news = this.#life.goesOn(phase, this.#lane.open);
    if (this.#life.ending && !hadEnded) {
      this.#lane.retire();
      this.#pace.hurry(this.#now);
    }
    if (phase.kind !== 'running') for (const event of news) yield { kind: 'event', event };
    return yield* this.#judgeHeld();
  }

  *#takeAnswer(): Step {
    const again = this.#reader.again();
    if (again) return yield* this.#decide(again, false);
    const outcome = this.#reader.take();
    if (outcome === undefined) return undefined;
    if ('error' in outcome) return yield* this.#notRead(outcome.error);
    const answer = outcome.value;
    this.#pace.answered(this.#now);
    this.#session.serverClock.heard(answer.serverTime, answer.asked, this.#now);
    yield* this.#session.troubles.worked();
    return yield* this.#decide(answer, false);
  }

  *#notRead(error: unknown): Step {
    yield* this.#session.troubles.failed(error);
    this.#pace.failed(this.#now, error instanceof AciError && error.kind === 'throttled');
    if (!isNotYet(error)) return undefined;
    if (this.#life.ending) return yield* this.#giveUp(this.#life.ending);
    this.#life.askBy(this.#now);
    return undefined;
  }

  *#judgeHeld(): Step {
    const held = this.#held;
    if (held === undefined) return undefined;
    const confirmedFrom = this.#confirmedFrom(held);
    const asked = this.#whenAsking;
    if (asked?.held !== held || asked.at < confirmedFrom) {
      this.#life.askBy(Math.max(this.#now, confirmedFrom));
      return undefined;
    }
    this.#held = undefined;
    return yield* this.#decide(held.answer, true);
  }

  *#decide(answer: Answer, confirmed: boolean): Step {
    const log = this.#reader.view(answer, confirmed && this.#life.phase.kind === 'running');
    const verdict = this.#judge.judge(log, answer.asked, confirmed);
    switch (verdict.kind) {
      case 'ignore':
        return undefined;
      case 'askWhole':
        this.#pace.askMore();
        return undefined;
      case 'askMore':
        this.#reader.askMore(answer);
        return undefined;
      case 'askState':
        this.#held = { answer, at: this.#now, hasTimes: log.lines.some(({ stamp }) => stamp) };
        this.#life.askBy(this.#confirmedFrom(this.#held));
        return undefined;
      case 'other':
        this.#life.askBy(this.#now + Pace.least);
        return this.#life.ending && (yield* this.#giveUp(this.#life.ending));
      case 'print':
        return yield* this.#print(verdict, { log, asked: answer.asked, confirmed });
    }
  }

  /** From when on a state confirms a snapshot (ms). Once the incarnation has ended, only timestamps tell the next one's. */
  #confirmedFrom({ at, hasTimes }: Held): number {
    return at + (this.#life.ending && !hasTimes ? oldestState : 0);
  }

  *#print(print: Print, reading: Reading): Step {
    this.#reader.reached();
    this.#measureDelay(print, reading.asked);
    if (print.isGap) {
      // At once: where the log shows no complete line, the next one may never come.
      yield { kind: 'gap' };
      this.#lane.leave();
    }
    for (const line of print.lines) yield lineItem(line);
    this.#lane.printedAhead(print.lines.map(({ text }) => text));
    if (this.#life.ending) return yield* this.#readOn(this.#life.ending, print, reading);
    if (print.lines.length > 0) this.#life.seenAlive(this.#lane.open);
    if (this.#lane.live) this.#pace.proved(print.lines.length);
    else yield* this.#placeSocket(print.lines.length, reading);
    return undefined;
  }

  /** New lines that were written before the former reading was asked for came into the log only after that. */
  #measureDelay({ lines: [first] }: Print, asked: number): void {
    const { serverClock, logDelay } = this.#session;
    if (first?.stamp) logDelay.lacked(first.stamp.utc, serverClock.at(this.#printedAsked));
    this.#printedAsked = asked;
  }

  /** Tries to find the socket's place in a snapshot (DESIGN §3.3, rule 2); `printed`: how many new lines it had. */
  *#placeSocket(printed: number, { log, asked, confirmed }: Reading): Generator<FollowItem, void> {
    const proven = this.#transcript.unproven.lines === 0;
    if (printed > 0) this.#lane.expectSound(this.#pace.askedBefore);
    const isSilent = printed === 0 && proven && confirmed && this.#judge.isStill(log, asked);
    if (isSilent) this.#lane.goLive();
    if (isSilent || (proven && (yield* this.#lane.splice(log, asked)))) {
      this.#pace.proved(printed);
      return;
    }
    const ambiguous = proven && this.#lane.hadHeard(asked);
    this.#pace.polled(printed, { ambiguous, lags: !proven, open: this.#lane.open });
  }

  /** Reads an ended incarnation's log until it is complete (DESIGN §3.3, rule 5). */
  *#readOn(ending: Ending, { grows }: Print, { log, asked }: Reading): Step {
    const { serverClock } = this.#session;
    if (asked < completeAt(ending, serverClock)) return undefined;
    const proven = this.#transcript.unproven.lines === 0;
    // A log that still grows, or lacks what the socket brought, is further behind than logs usually are.
    const mayGrow = this.#lane.isAhead(log, asked) || (grows && mayGrowOn(ending, asked, serverClock));
    const isComplete = proven && !mayGrow;
    if (!isComplete && !isGivenUp(ending, this.#now)) return undefined;
    if (proven && log.partial) yield lineItem(log.partial);
    else yield* this.#lane.lastWords();
    return this.#end(this.#life.phase, isComplete);
  }

  *#giveUp(ending: Ending): Step {
    if (!isGivenUp(ending, this.#now)) return undefined;
    yield* this.#lane.lastWords();
    return this.#end(this.#life.phase, false);
  }

  #end(phase: Phase | undefined, read: boolean): IncarnationEnd {
    const exitCode = this.#life.ending && this.#life.phase.finished?.exitCode;
    return { key: this.#life.key, exitCode, read, phase };
  }
}

function lineItem({ text, stamp }: LogLine): FollowItem {
  return { kind: 'line', text, time: stamp && { utc: stamp.utc, exact: true } };
}
