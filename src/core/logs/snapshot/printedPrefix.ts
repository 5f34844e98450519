import { searchOccurrences } from './occurrences.ts';

/**
 * How many of `lines` may be printed already, if `printed` was printed last: the most that is possible. Arithmetic
 * alone: what follows from it is decided in `Transcript.resumeAfterGap`.
 * With breaks, at each of which it says how much work was done.
 * `mayEnd`: whether `lines` may end at an index of `printed`; what is refused there is refused at all earlier ones.
 * `chooseEnd`: which of several such indexes.
 * `notReached`: the end of `printed` that `lines` don't reach, which comes next in the log.
 */
export function* longestPrintedPrefix(
  printed: readonly string[],
  lines: readonly string[],
  mayEnd: (end: number) => boolean,
  chooseEnd: (ends: readonly number[]) => number,
): Generator<number, { readonly consumed: number; readonly notReached: string[] }> {
  if (printed.length === 0 || lines.length === 0) return { consumed: 0, notReached: [] };
  const inside = yield* searchOccurrences(lines, printed);
  const ends = inside.starts.map(start => start + lines.length - 1).filter(mayEnd);
  if (ends.length > 0) {
    return { consumed: lines.length, notReached: printed.slice((ends[chooseEnd(ends)] ?? 0) + 1) };
  }
  // What is longer than `lines` can't be in them whole.
  const around = yield* searchOccurrences(printed.slice(0, lines.length + 1), lines);
  const whole = around.starts.at(-1);
  if (whole !== undefined) return { consumed: whole + printed.length, notReached: [] };
  // The log begins within what is printed, or ends within it.
  const reached = mayEnd(around.overhang - 1) ? around.overhang : 0;
  return inside.overhang > reached
    ? { consumed: inside.overhang, notReached: [] }
    : {
        consumed: reached === 0 ? 0 : lines.length,
        notReached: printed.slice(reached || printed.length),
      };
}
