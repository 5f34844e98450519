import { leakSeconds } from '../load.ts';
import { sleep, write, type Program } from '../processes/program.ts';

/** Works for `LEAK_SECONDS` (600), until the kernel kills it for its memory: of that no log says a word. */
export const memoryLeak: Program = function* ({ env }) {
  const part = leakSeconds(env) * 250;
  yield write('loading the catalogue\n');
  for (const count of [1, 2, 3]) {
    yield sleep(part);
    yield write(`cached ${count * 250_000} entries\n`);
  }
  yield sleep(part);
  return 137;
};
