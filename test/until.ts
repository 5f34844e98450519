import { setTimeout as sleep } from 'node:timers/promises';

/** Only what hangs takes as long (ms). */
export const longestWait = 120_000;

/** Waits until `holds` does, and fails saying `what` where it never does. */
export async function until(what: string, holds: () => unknown): Promise<void> {
  const end = Date.now() + longestWait;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}`);
    await sleep(50);
  }
}
