import type { ContainerEvent } from '../model.ts';
import type { Ending } from './ending.ts';
import { createErrand, type Errand, type Outcome } from './errand.ts';
import type { IncarnationKey, Phase } from './phase.ts';
import { askPhase, type Session } from './session.ts';

/** The state is asked for after so long without a sign of life. */
const quietCheck = 60_000;
const quietCheckWithoutSocket = 10_000;
const longestPause = 30_000;

/** What the container's state tells of the incarnation that is followed, and when to ask for it again. Times in ms. */
export class Life {
  readonly key: IncarnationKey;
  readonly #session: Session;
  readonly #asking: Errand<Phase | undefined>;
  #phase: Phase;
  #ending: Ending | undefined;
  #askAt = Infinity;
  #failures = 0;

  constructor(session: Session, phase: Phase) {
    this.key = phase;
    this.#session = session;
    this.#asking = createErrand(session.clock, session.signal, () => session.bell.ring());
    this.#phase = phase;
    this.goesOn(phase, false);
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Its end, once it is known. */
  get ending(): Ending | undefined {
    return this.#ending;
  }

  get #now(): number {
    return this.#session.clock.now();
  }

  /** When there is something to do: to ask, or to give a request up. */
  get due(): number {
    return this.#asking.busy ? this.#asking.deadline : this.#askAt;
  }

  /** Asks for the state at `time` at the latest. */
  askBy(time: number): void {
    this.#askAt = Math.min(this.#askAt, time);
  }

  /** Asks for the state if that is due. Answers whether it was. */
  ask(): boolean {
    if (this.#asking.busy || this.#now < this.#askAt) return false;
    this.#askAt = Infinity;
    this.#asking.start(signal => askPhase(this.#session, signal));
    return true;
  }

  /** The state that was asked for, once; it is asked for again after a failure. */
  take(): Outcome<Phase | undefined> | undefined {
    const outcome = this.#asking.take();
    if (outcome === undefined) return undefined;
    if ('error' in outcome) this.#askAt = this.#now + Math.min(longestPause, 1000 * 2 ** this.#failures++);
    else this.#failures = 0;
    return outcome;
  }

  /** A state of this very incarnation came. Answers what happened meanwhile. */
  goesOn(phase: Phase, hasSocket: boolean): ContainerEvent[] {
    this.#phase = phase;
    if (phase.kind === 'running') this.seenAlive(hasSocket);
    else if (this.#ending === undefined) {
      this.#ending = { finishTime: phase.finished?.finishTime, knownSince: this.#now };
      this.#askAt = Infinity;
    }
    return this.#session.events.news(phase.events);
  }

  /** The log grew, or the state says so. */
  seenAlive(hasSocket: boolean): void {
    if (this.#askAt <= this.#now) return;
    this.#askAt = this.#now + (hasSocket ? quietCheck : quietCheckWithoutSocket);
  }

  cancel(): void {
    this.#asking.cancel();
  }
}
