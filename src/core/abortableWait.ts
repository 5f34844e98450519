/** Waiting for work that several callers share: one that gives up doesn't abort it. */
import type { Clock } from './clock.ts';

/** The result of `work`; rejects with the signal's reason as soon as it aborts. */
export async function waitUnlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([work, aborted]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}

/** As `waitUnlessAborted`; rejects with `timeoutError()` after `ms`. */
export async function waitWithTimeout<T>(
  work: Promise<T>,
  signal: AbortSignal,
  {
    clock,
    ms,
    timeoutError,
  }: { readonly clock: Clock; readonly ms: number; readonly timeoutError: () => Error },
): Promise<T> {
  const sleeping = new AbortController();
  const timeout = clock.sleep(ms, sleeping.signal).then(() => {
    throw timeoutError();
  });
  timeout.catch(() => undefined); // it may reject after `work` has settled
  try {
    return await waitUnlessAborted(Promise.race([work, timeout]), signal);
  } finally {
    sleeping.abort();
  }
}
