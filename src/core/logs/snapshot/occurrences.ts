/** Knuth–Morris–Pratt over lines: linear even when all lines are the same. */

/** For each prefix of `needle`: the length of its longest proper prefix that is also its suffix. */
function borders(needle: readonly string[]): number[] {
  const found = [0];
  let length = 0;
  for (let i = 1; i < needle.length; i++) {
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
  const border = borders(needle);
  const starts: number[] = [];
  let length = 0;
  // A plain loop: both may have 100,000 lines and more.
  for (let i = 0; i < haystack.length; i++) {
    const text = haystack[i];
    while (length > 0 && (length === needle.length || text !== needle[length]))
      length = border[length - 1] ?? 0;
    if (text === needle[length]) length++;
    if (length === needle.length) starts.push(i - needle.length + 1);
  }
  return { starts, overhang: length === needle.length ? (border[length - 1] ?? 0) : length };
}
