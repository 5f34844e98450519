import type { ContainerEvent } from '../../model/containerGroup.ts';
import type { ObservedEnd } from './logCompletion.ts';
import { createSingleFlight, type SingleFlight, type RequestOutcome } from '../schedule/singleFlight.ts';
import type { IncarnationKey, ContainerPhase } from './containerPhase.ts';
import { fetchContainerPhase, type FollowSession } from '../followSession.ts';

/** The state is asked for after so long without a sign of life. */
const quietQueryInterval = 60_000;
const quietQueryIntervalWithoutSocket = 10_000;
const longestPause = 30_000;

/** What the container's state tells of the incarnation that is followed, and when to ask for it again. Times in ms. */
export class ContainerStateMonitor {
  readonly key: IncarnationKey;
  readonly #session: FollowSession;
  readonly #asking: SingleFlight<ContainerPhase | undefined>;
  #phase: ContainerPhase;
  #ending: ObservedEnd | undefined;
  #askAt = Infinity;
  #failures = 0;

  constructor(session: FollowSession, phase: ContainerPhase) {
    this.key = phase;
    this.#session = session;
    this.#asking = createSingleFlight(session.clock, session.signal, () => session.wakeSignal.wake());
    this.#phase = phase;
    this.updatePhase(phase, false);
  }

  get phase(): ContainerPhase {
    return this.#phase;
  }

  /** Its end, once it is known. */
  get observedEnd(): ObservedEnd | undefined {
    return this.#ending;
  }

  get #now(): number {
    return this.#session.clock.now();
  }

  /** When there is something to do: to ask, or to give a request up. */
  get due(): number {
    return this.#asking.isBusy ? this.#asking.deadline : this.#askAt;
  }

  /** Asks for the state at `time` at the latest. */
  scheduleQuery(time: number): void {
    this.#askAt = Math.min(this.#askAt, time);
  }

  /** Asks for the state if that is due. Answers whether it was. */
  queryIfDue(): boolean {
    if (this.#asking.isBusy || this.#now < this.#askAt) return false;
    this.#askAt = Infinity;
    this.#asking.start(signal => fetchContainerPhase(this.#session, signal));
    return true;
  }

  /** The state that was asked for, once; it is asked for again after a failure. */
  takeOutcome(): RequestOutcome<ContainerPhase | undefined> | undefined {
    const outcome = this.#asking.takeOutcome();
    if (outcome === undefined) return undefined;
    if ('error' in outcome) this.#askAt = this.#now + Math.min(longestPause, 1000 * 2 ** this.#failures++);
    else this.#failures = 0;
    return outcome;
  }

  /** A state of this very incarnation came. Answers what happened meanwhile. */
  updatePhase(phase: ContainerPhase, hasSocket: boolean): ContainerEvent[] {
    this.#phase = phase;
    if (phase.kind === 'running') this.recordActivity(hasSocket);
    else if (this.#ending === undefined) {
      this.#ending = { finishTime: phase.finished?.finishTime, knownSince: this.#now };
      this.#askAt = Infinity;
    }
    return this.#session.seenEvents.takeNew(phase.events);
  }

  /** The log grew, or the state says so. */
  recordActivity(hasSocket: boolean): void {
    if (this.#askAt <= this.#now) return;
    this.#askAt = this.#now + (hasSocket ? quietQueryInterval : quietQueryIntervalWithoutSocket);
  }

  cancel(): void {
    this.#asking.cancel();
  }
}
