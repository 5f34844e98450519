import { findOccurrences } from './occurrences.ts';

/**
 * How many of `lines` may be printed already, if `printed` was printed last: the most that is possible.
 * `choose`: which of several places in `printed` where `lines` may end. `left`: the end of `printed` that `lines` don't reach, which comes next in the log.
 */
export function overlap(
  printed: readonly string[],
  lines: readonly string[],
  choose: (ends: readonly number[]) => number,
): { readonly consumed: number; readonly left: string[] } {
  if (printed.length === 0 || lines.length === 0) return { consumed: 0, left: [] };
  const inside = findOccurrences(lines, printed);
  if (inside.starts.length > 0) {
    const ends = inside.starts.map(start => start + lines.length - 1);
    return { consumed: lines.length, left: printed.slice((ends[choose(ends)] ?? 0) + 1) };
  }
  const around = findOccurrences(printed, lines);
  const whole = around.starts.at(-1);
  if (whole !== undefined) return { consumed: whole + printed.length, left: [] };
  // The log begins within what is printed, or ends within it.
  return inside.overhang > around.overhang
    ? { consumed: inside.overhang, left: [] }
    : {
        consumed: around.overhang === 0 ? 0 : lines.length,
        left: printed.slice(around.overhang || printed.length),
      };
}
