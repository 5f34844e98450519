import type { Clock } from '../../clock.ts';
import { AciError } from '../../errors.ts';
import { answerTimeout } from '../timings.ts';

export type RequestOutcome<T> = { readonly value: T } | { readonly error: unknown };

/** One request at a time, whose outcome a loop takes that does other things meanwhile. */
export interface SingleFlight<T> {
  readonly isBusy: boolean;
  /** When the request in flight will be given up (ms), `Infinity` when there is none. */
  readonly deadline: number;
  /** Starts `run`, unless a request is under way or its outcome not taken yet. */
  start(run: (signal: AbortSignal) => Promise<T>): void;
  /** The answer, once; undefined when there is none. */
  takeOutcome(): RequestOutcome<T> | undefined;
  /** Aborts the signal of the last request: ends it, or what it answered with. */
  cancel(): void;
}

/** `onOutcome` is called when there is something to take. All requests end with `signal`. */
export function createSingleFlight<T>(
  clock: Clock,
  signal: AbortSignal,
  onOutcome: () => void,
): SingleFlight<T> {
  let outcome: RequestOutcome<T> | undefined;
  let deadline = Infinity;
  let request: AbortController | undefined;
  let latest: AbortController | undefined;

  function finish(own: AbortController, result: RequestOutcome<T>): void {
    if (request !== own) return;
    request = undefined;
    deadline = Infinity;
    outcome = result;
    onOutcome();
  }

  return {
    get isBusy() {
      return request !== undefined || outcome !== undefined;
    },
    get deadline() {
      return deadline;
    },
    start(run) {
      if (request !== undefined || outcome !== undefined) return;
      const own = new AbortController();
      const abort = () => own.abort(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      latest = request = own;
      deadline = clock.now() + answerTimeout;
      run(own.signal)
        .then(
          value => finish(own, { value }),
          (error: unknown) => finish(own, { error }),
        )
        .finally(() => signal.removeEventListener('abort', abort));
    },
    takeOutcome() {
      if (request !== undefined && clock.now() >= deadline) {
        const own = request;
        finish(own, { error: new AciError('offline', 'There was no answer for a minute.') });
        own.abort();
      }
      const result = outcome;
      outcome = undefined;
      return result;
    },
    cancel() {
      request = undefined;
      latest?.abort();
    },
  };
}
