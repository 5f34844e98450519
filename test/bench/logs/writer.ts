/** A container that writes numbered, timed lines as it is told to. */
import {
  sleep,
  work,
  write,
  type Image,
  type Program,
} from '../../../src/emulator/containers/processes/program.ts';

/** So many lines, so many in a second; `Infinity`: as fast as it can. */
export interface WriteBatch {
  readonly lines: number;
  readonly linesPerSecond: number;
}

/** What a line says about itself. */
export interface Written {
  /** From 1 on. */
  readonly number: number;
  /** `monotonic()` when it was written. */
  readonly at: number;
}

/** As long as a line of an access log. */
export const lineBytes = 120;
const filler =
  'GET /api/orders/8213 200 "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"';
const tickMs = 5;
const burstLines = 500;

/** A clock that all processes of a machine share, in ms. */
export const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6;

function lineOf(number: number): string {
  const text = `${number} ${monotonic().toFixed(3)} ${filler}`;
  return `${text.slice(0, lineBytes - 1).padEnd(lineBytes - 1, '.')}\n`;
}

/** The line's number and time; undefined for what the writer didn't write. */
export function readLine(line: string): Written | undefined {
  const first = line.indexOf(' ');
  const second = line.indexOf(' ', first + 1);
  const [number, at] = [Number(line.slice(0, first)), Number(line.slice(first + 1, second))];
  return first > 0 && second > 0 && number > 0 && at > 0 ? { number, at } : undefined;
}

/** Runs until it is killed, and writes what `next` wants of it, one batch after the other. */
export function writer(next: () => WriteBatch | undefined): Image {
  const program: Program = function* () {
    let number = 0;
    for (;;) {
      const batch = next();
      if (batch === undefined) {
        yield sleep(tickMs);
        continue;
      }
      const last = number + batch.lines;
      const [begun, before] = [monotonic(), number];
      while (number < last) {
        const elapsed = monotonic() - begun;
        const due = before + Math.floor((elapsed * batch.linesPerSecond) / 1000) + 1;
        const until = Math.min(last, batch.linesPerSecond === Infinity ? number + burstLines : due);
        let text = '';
        while (number < until) text += lineOf(++number);
        yield text === '' ? work : write(text);
        yield sleep(batch.linesPerSecond === Infinity ? 0 : tickMs);
      }
    }
  };
  return { os: 'Linux', program };
}
