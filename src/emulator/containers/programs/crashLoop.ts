import { sleep, write, type Program } from '../processes/program.ts';

/** Fails a few seconds after each start. */
export const crashLoop: Program = function* ({ env }) {
  const seconds = Number(env['RUN_SECONDS'] ?? 3);
  const code = Number(env['EXIT_CODE'] ?? 1);
  yield write('starting\n');
  yield write('connecting to database at db:5432\n');
  yield sleep(seconds * 1000);
  yield write('fatal: connection to db:5432 refused\n');
  return code;
};
