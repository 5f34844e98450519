import { createSingleFlight, type SingleFlight } from '../schedule/singleFlight.ts';
import { maxReconnectPause, minReconnectPause, stableConnectionTime } from '../timings.ts';
import type { FollowSession } from '../followSession.ts';
import { readAttachSocket, type AttachSocket } from './attachSocket.ts';

/** Opens one incarnation's sockets: the first at once, each further one after a pause that grows with failure. */
export class AttachConnector {
  readonly #session: FollowSession;
  readonly #opening: SingleFlight<AttachSocket>;
  #nextAt: number;
  #failures = 0;

  constructor(session: FollowSession) {
    this.#session = session;
    this.#nextAt = session.clock.now();
    this.#opening = createSingleFlight(session.clock, session.signal, () => session.wakeSignal.wake());
  }

  /** When to open a socket (ms), which is only where `isWanted`, or to give up the one that is being opened. */
  due(isWanted: boolean): number {
    if (this.#opening.isBusy) return this.#opening.deadline;
    return isWanted ? this.#nextAt : Infinity;
  }

  /** The socket that has been opened, once. */
  takeSocket(): AttachSocket | undefined {
    const outcome = this.#opening.takeOutcome();
    if (outcome === undefined) return undefined;
    if ('value' in outcome) return outcome.value;
    this.#pause();
    return undefined;
  }

  /** Opens one if that is due. */
  openIfDue(): void {
    const { source, ref, clock, wakeSignal, limits } = this.#session;
    if (this.#opening.isBusy || clock.now() < this.#nextAt) return;
    this.#opening.start(async signal => {
      const connection = new AbortController();
      signal.addEventListener('abort', () => connection.abort(signal.reason), { once: true });
      const bytes = await source.attach(ref, connection.signal);
      return readAttachSocket(bytes, connection, clock, limits, () => wakeSignal.wake());
    });
  }

  /** A socket that was opened at `openedAt` has closed. */
  scheduleReconnect(openedAt: number): void {
    if (this.#session.clock.now() - openedAt > stableConnectionTime) this.#failures = 0;
    this.#pause();
  }

  /** Opens no more. */
  stopReconnecting(): void {
    this.#nextAt = Infinity;
  }

  cancel(): void {
    this.#opening.cancel();
  }

  #pause(): void {
    if (this.#nextAt === Infinity) return;
    const pause = Math.min(maxReconnectPause, minReconnectPause * 2 ** this.#failures++);
    this.#nextAt = this.#session.clock.now() + pause * (0.5 + this.#session.random());
  }
}
