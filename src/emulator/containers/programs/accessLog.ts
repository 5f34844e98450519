import { numberOf } from '../../hash.ts';
import { sleep, write, type ProgramRun, type ProgramContext } from '../processes/program.ts';

const paths = ['/', '/', '/', '/favicon.ico', '/app/main.css', '/health', '/index.html'];
const browser =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';

export interface Visit {
  readonly client: string;
  /** `05/Jan/2026:09:00:07 +0000`. */
  readonly date: string;
  readonly path: string;
  readonly browser: string;
}

/** Visitors now and then, every 3 to 20 seconds, for ever; the same ones in each run. */
export function* visits(context: ProgramContext, line: (visit: Visit) => string): ProgramRun {
  for (let visit = 1; ; visit++) {
    yield sleep(3_000 + numberOf(`${context.hostname} pause ${visit}`, 17_000));
    const path = paths[numberOf(`${context.hostname} path ${visit}`, paths.length)] ?? '/';
    const client = `10.240.255.${55 + (visit % 2)}`;
    yield write(`${line({ client, path, browser, date: commonLogDate(context.now()) })}\n`);
  }
}

function commonLogDate(now: number): string {
  const time = new Date(now);
  const month = time.toUTCString().slice(8, 11);
  const iso = time.toISOString();
  return `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
