import assert from 'node:assert/strict';

/** Waits until `holds` does; only a defect takes as long as the limit. */
export async function until(what: string, holds: () => unknown): Promise<void> {
  const giveUp = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > giveUp) assert.fail(`waited in vain: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
