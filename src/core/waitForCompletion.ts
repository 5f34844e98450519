import type { Progress } from './azureApi.ts';

/** Waits for the end of a long-running operation, ignoring its progress. Throws what it throws. */
export async function waitForCompletion(progress: AsyncIterable<Progress>): Promise<void> {
  const steps = progress[Symbol.asyncIterator]();
  while (!(await steps.next()).done);
}
