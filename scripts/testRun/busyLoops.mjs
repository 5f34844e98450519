// @ts-check
// Processes that do nothing but keep a core busy, to see what the tests do on a loaded machine.
import process from 'node:process';
import { end, start } from '../processes.mjs';

/** Checks now and then whether the process that started it still runs. */
const loop = `while (process.ppid === ${process.pid}) for (let turn = 0; turn < 1e7; turn++);`;

/**
 * @param {number} count
 * @returns {() => Promise<void>} ends them
 */
export function startBusyLoops(count) {
  const loops = Array.from({ length: count }, () =>
    start(process.execPath, ['-e', loop], { stdio: 'ignore' }),
  );
  return async () => {
    await Promise.all(loops.map(end));
  };
}
