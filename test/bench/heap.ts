/** How much memory this process uses for its data. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Collects all garbage there is. */
export function tidyHeap(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
}

/** In MB, garbage that wasn't collected yet included. */
export function heapUsed(): number {
  const { heapUsed: used, external } = process.memoryUsage();
  return (used + external) / 1e6;
}
