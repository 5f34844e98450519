import type { ContainerEvent } from '../../model/containerGroup.ts';
import type { ObservedEnd } from './logCompletion.ts';
import { createSingleFlight, type SingleFlight, type RequestOutcome } from '../schedule/singleFlight.ts';
import type { IncarnationKey, ContainerPhase } from './containerPhase.ts';
import { maxFailedQueryPause, quietQueryInterval, quietQueryIntervalWithoutSocket } from '../timings.ts';
import { fetchContainerPhase, type FollowSession } from '../followSession.ts';

/**
 * What the container's state says about the incarnation that is followed, and when to ask for it again. Times in ms.
 */
export class ContainerStateMonitor {
  readonly key: IncarnationKey;
  readonly #session: FollowSession;
  readonly #query: SingleFlight<ContainerPhase | undefined>;
  #phase: ContainerPhase;
  #observedEnd: ObservedEnd | undefined;
  #queryAt = Infinity;
  #failures = 0;

  constructor(session: FollowSession, phase: ContainerPhase) {
    this.key = phase;
    this.#session = session;
    this.#query = createSingleFlight(session.clock, session.signal, () => session.wakeSignal.wake());
    this.#phase = phase;
    this.updatePhase(phase, false);
  }

  get phase(): ContainerPhase {
    return this.#phase;
  }

  /** The incarnation's end, once it is known. */
  get observedEnd(): ObservedEnd | undefined {
    return this.#observedEnd;
  }

  get #now(): number {
    return this.#session.clock.now();
  }

  /** When there is something to do: to ask, or to give a request up. */
  get due(): number {
    return this.#query.isBusy ? this.#query.deadline : this.#queryAt;
  }

  /** Asks for the state at `time` at the latest. */
  scheduleQuery(time: number): void {
    this.#queryAt = Math.min(this.#queryAt, time);
  }

  /** Asks for the state if that is due; returns whether it was. */
  queryIfDue(): boolean {
    if (this.#query.isBusy || this.#now < this.#queryAt) return false;
    this.#queryAt = Infinity;
    this.#query.start(signal => fetchContainerPhase(this.#session, signal));
    return true;
  }

  /** The state that was asked for, once; it is asked for again after a failure. */
  takeOutcome(): RequestOutcome<ContainerPhase | undefined> | undefined {
    const outcome = this.#query.takeOutcome();
    if (outcome === undefined) return undefined;
    if ('error' in outcome)
      this.#queryAt = this.#now + Math.min(maxFailedQueryPause, 1000 * 2 ** this.#failures++);
    else this.#failures = 0;
    return outcome;
  }

  /** Takes a state of this very incarnation; returns the events that are new. */
  updatePhase(phase: ContainerPhase, hasSocket: boolean): ContainerEvent[] {
    this.#phase = phase;
    if (phase.kind === 'running') this.recordActivity(hasSocket);
    else if (this.#observedEnd === undefined) {
      this.#observedEnd = { finishTime: phase.finished?.finishTime, knownSince: this.#now };
      this.#queryAt = Infinity;
    }
    return this.#session.seenEvents.takeNew(phase.events);
  }

  /** The log grew, or the state says so. */
  recordActivity(hasSocket: boolean): void {
    if (this.#queryAt <= this.#now) return;
    this.#queryAt = this.#now + (hasSocket ? quietQueryInterval : quietQueryIntervalWithoutSocket);
  }

  cancel(): void {
    this.#query.cancel();
  }
}
