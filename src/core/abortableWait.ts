/** Waiting for work that others may wait for too: who gives up doesn't end it. */
import type { Clock } from './clock.ts';

/** What `work` brings, or the signal's reason as soon as that aborts. */
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

/** The same; `late()` is thrown when it has not come after `ms`. */
export async function waitWithTimeout<T>(
  work: Promise<T>,
  signal: AbortSignal,
  { clock, ms, late }: { readonly clock: Clock; readonly ms: number; readonly late: () => Error },
): Promise<T> {
  const here = new AbortController();
  const tooLate = clock.sleep(ms, here.signal).then(() => {
    throw late();
  });
  tooLate.catch(() => undefined); // nobody may be left to hear of it
  try {
    return await waitUnlessAborted(Promise.race([work, tooLate]), signal);
  } finally {
    here.abort();
  }
}
