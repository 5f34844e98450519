import { setImmediate as nextIteration } from 'node:timers/promises';

/** Says when the next piece of work may be done. */
export interface WorkPieces {
  /** Resolves when work may begin: in the order of the calls, and not while work that has begun waits to go on. */
  begin(): Promise<void>;
  /** Resolves when work that has begun may go on. */
  continue(): Promise<void>;
}

/**
 * Spreads work of which much comes at once over iterations of the event loop, one piece in each: what else waits there,
 * a key that was pressed, comes in between. What has begun goes first: of many that begin and wait, each would keep in
 * memory what it has made so far.
 */
export function createWorkPieces(): WorkPieces {
  const beginning: (() => void)[] = [];
  const continuing: (() => void)[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (beginning.length + continuing.length > 0) {
      await nextIteration();
      const doNext = continuing.shift() ?? beginning.shift();
      doNext?.();
    }
    isRunning = false;
  }

  function waitIn(queue: (() => void)[]): Promise<void> {
    const mayBeDone = new Promise<void>(resolve => queue.push(resolve));
    if (!isRunning) void run();
    return mayBeDone;
  }

  return { begin: () => waitIn(beginning), continue: () => waitIn(continuing) };
}
