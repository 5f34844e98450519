import assert from 'node:assert/strict';

/** Only what hangs takes as long (ms). */
export const longest = 120_000;

/** Waits until `holds` does; only a defect takes as long as the limit. */
export async function until(what: string, holds: () => unknown): Promise<void> {
  const giveUp = Date.now() + longest;
  while (!(await holds())) {
    if (Date.now() > giveUp) assert.fail(`waited in vain: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
