import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Spreads work that comes in crowds over turns of the event loop, so much of it in each: what else waits there,
 * a key that was pressed, comes in between. Resolves when the work may begin, in the order of asking.
 */
export function createYieldToEventLoop(perTurn: number): () => Promise<void> {
  let turn = Promise.resolve();
  let begun = 0;
  return () => {
    if (begun++ % perTurn === 0) turn = turn.then(() => nextTurn());
    return turn;
  };
}
