import { atOnce } from '../schedule/piecewise.ts';

/** Knuth–Morris–Pratt over lines: linear even when all lines are the same. */

/** Of so many lines at a time it is told that they were compared. */
const comparedLines = 10_000;
/** What is told then: about as much work as to print so many UTF-16 units. */
export const comparingWork = 60_000;

/** For each prefix of `needle`: the length of its longest proper prefix that is also its suffix. */
function* borders(needle: readonly string[]): Generator<number, number[]> {
  const found = [0];
  let length = 0;
  for (let i = 1; i < needle.length; i++) {
    if (i % comparedLines === 0) yield comparingWork;
    while (length > 0 && needle[i] !== needle[length]) length = found[length - 1] ?? 0;
    if (needle[i] === needle[length]) length++;
    found.push(length);
  }
  return found;
}

export interface Occurrences {
  /** Where the whole needle begins, in order. */
  readonly starts: readonly number[];
  /** How many of the needle's first texts the haystack ends with, when the whole needle isn't there at its end. */
  readonly overhang: number;
}

/** Every index at which `needle` (not empty) occurs in `haystack`. */
export function findOccurrences(needle: readonly string[], haystack: readonly string[]): Occurrences {
  return atOnce(searchOccurrences(needle, haystack));
}

/** The same with breaks, at each of which it says how much work was done. */
export function* searchOccurrences(
  needle: readonly string[],
  haystack: readonly string[],
): Generator<number, Occurrences> {
  const border = yield* borders(needle);
  const starts: number[] = [];
  let length = 0;
  for (let i = 0; i < haystack.length; i++) {
    if (i % comparedLines === comparedLines - 1) yield comparingWork;
    const text = haystack[i];
    while (length > 0 && (length === needle.length || text !== needle[length]))
      length = border[length - 1] ?? 0;
    if (text === needle[length]) length++;
    if (length === needle.length) starts.push(i - needle.length + 1);
  }
  return { starts, overhang: length === needle.length ? (border[length - 1] ?? 0) : length };
}
