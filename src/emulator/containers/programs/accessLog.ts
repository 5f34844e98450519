import { numbersOf } from '../../hash.ts';
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
  const number = numbersOf(context.hostname);
  for (let visit = 1; ; visit++) {
    yield sleep(3_000 + number(17_000));
    const path = paths[number(paths.length)] ?? '/';
    const client = `10.240.255.${55 + (visit % 2)}`;
    yield write(`${line({ client, path, browser, date: commonLogDate(context.now()) })}\n`);
  }
}

function commonLogDate(now: number): string {
  const [, day, month, year, time] = new Date(now).toUTCString().split(' '); // `Mon, 05 Jan 2026 09:00:07 GMT`
  return `${day}/${month}/${year}:${time} +0000`;
}
