import { createErrand, type Errand } from './errand.ts';
import type { Session } from './session.ts';
import { readSocket, type Socket } from './socket.ts';

const leastPause = 1000;
const longestPause = 60_000;
/** A socket that lived so long was a good one: the next is tried soon. */
const goodLife = 30_000;

/** Opens one incarnation's sockets: the first at once, each further one after a pause that grows with failure. */
export class Attaching {
  readonly #session: Session;
  readonly #errand: Errand<Socket>;
  #at: number;
  #failures = 0;

  constructor(session: Session) {
    this.#session = session;
    this.#at = session.clock.now();
    this.#errand = createErrand(session.clock, session.signal, () => session.bell.ring());
  }

  /** When to open one (ms), or to give an opening up; without one under way, only where `isWanted`. */
  due(isWanted: boolean): number {
    if (this.#errand.busy) return this.#errand.deadline;
    return isWanted ? this.#at : Infinity;
  }

  /** The socket that has been opened, once. */
  take(): Socket | undefined {
    const outcome = this.#errand.take();
    if (outcome === undefined) return undefined;
    if ('value' in outcome) return outcome.value;
    this.#pause();
    return undefined;
  }

  /** Opens one if that is due. */
  open(): void {
    const { source, ref, clock, bell } = this.#session;
    if (this.#errand.busy || clock.now() < this.#at) return;
    this.#errand.start(async signal => {
      const connection = new AbortController();
      signal.addEventListener('abort', () => connection.abort(signal.reason), { once: true });
      const bytes = await source.attach(ref, connection.signal);
      return readSocket(bytes, connection, clock, () => bell.ring());
    });
  }

  /** A socket is no more, which was opened at `openedAt`. */
  lost(openedAt: number): void {
    if (this.#session.clock.now() - openedAt > goodLife) this.#failures = 0;
    this.#pause();
  }

  /** Opens no more. */
  retire(): void {
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
