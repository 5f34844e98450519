import { lookup } from 'node:dns/promises';

/** ms: a name server that does not answer holds nobody up. */
const timeout = 4_000;

/** Whether the name has an address; undefined where no name server says so or denies it. */
export async function hostResolves(host: string, signal: AbortSignal): Promise<boolean | undefined> {
  const late = new Promise<undefined>(resolve => {
    const timer = setTimeout(() => resolve(undefined), timeout);
    timer.unref();
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const answer = lookup(host).then(
    () => true,
    (error: unknown) => (isUnknownName(error) ? false : undefined),
  );
  return Promise.race([answer, late]);
}

function isUnknownName(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOTFOUND';
}
