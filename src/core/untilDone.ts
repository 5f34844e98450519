import type { Progress } from './ports.ts';

/** Waits for the end of a long-running operation whose steps nobody wants to see. Throws what it throws. */
export async function untilDone(progress: AsyncIterable<Progress>): Promise<void> {
  const steps = progress[Symbol.asyncIterator]();
  while (!(await steps.next()).done);
}
