import { createSingleFlight, type SingleFlight } from '../schedule/singleFlight.ts';
import type { FollowSession } from '../followSession.ts';
import { readAttachSocket, type AttachSocket } from './attachSocket.ts';

const leastPause = 1000;
const longestPause = 60_000;
/** A socket that lived so long was a good one: the next is tried soon. */
const stableConnectionTime = 30_000;

/** Opens one incarnation's sockets: the first at once, each further one after a pause that grows with failure. */
export class AttachConnector {
  readonly #session: FollowSession;
  readonly #errand: SingleFlight<AttachSocket>;
  #at: number;
  #failures = 0;

  constructor(session: FollowSession) {
    this.#session = session;
    this.#at = session.clock.now();
    this.#errand = createSingleFlight(session.clock, session.signal, () => session.wakeSignal.wake());
  }

  /** When to open one (ms), or to give an opening up; without one under way, only where `isWanted`. */
  due(isWanted: boolean): number {
    if (this.#errand.isBusy) return this.#errand.deadline;
    return isWanted ? this.#at : Infinity;
  }

  /** The socket that has been opened, once. */
  takeSocket(): AttachSocket | undefined {
    const outcome = this.#errand.takeOutcome();
    if (outcome === undefined) return undefined;
    if ('value' in outcome) return outcome.value;
    this.#pause();
    return undefined;
  }

  /** Opens one if that is due. */
  openIfDue(): void {
    const { source, ref, clock, wakeSignal } = this.#session;
    if (this.#errand.isBusy || clock.now() < this.#at) return;
    this.#errand.start(async signal => {
      const connection = new AbortController();
      signal.addEventListener('abort', () => connection.abort(signal.reason), { once: true });
      const bytes = await source.attach(ref, connection.signal);
      return readAttachSocket(bytes, connection, clock, () => wakeSignal.wake());
    });
  }

  /** A socket is no more, which was opened at `openedAt`. */
  scheduleReconnect(openedAt: number): void {
    if (this.#session.clock.now() - openedAt > stableConnectionTime) this.#failures = 0;
    this.#pause();
  }

  /** Opens no more. */
  stopReconnecting(): void {
    this.#at = Infinity;
  }

  cancel(): void {
    this.#errand.cancel();
  }

  #pause(): void {
    if (this.#at === Infinity) return;
    const pause = Math.min(longestPause, leastPause * 2 ** this.#failures++);
    this.#at = this.#session.clock.now() + pause * (0.5 + this.#session.random());
  }
}
