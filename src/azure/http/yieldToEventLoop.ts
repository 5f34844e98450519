import { setImmediate as nextIteration } from 'node:timers/promises';

/**
 * Spreads work of which much comes at once over iterations of the event loop, so much of it in each: what else waits
 * there, a key that was pressed, comes in between. Resolves when the work may begin, in the order of the calls.
 */
export function createYieldToEventLoop(perIteration: number): () => Promise<void> {
  let iteration = Promise.resolve();
  let begun = 0;
  return () => {
    if (begun++ % perIteration === 0) iteration = iteration.then(() => nextIteration());
    return iteration;
  };
}
