/**
 * Work with breaks is a generator: at each break it says how much was done since the one before, as UTF-16 units of log
 * text that would have cost as much, and whoever runs it decides whether others come in between.
 */

/** A line costs about as much as that there is a line, at this length. */
const usualLineLength = 250;

/** As much as so many usual lines. */
export function linesOfWork(length: number): number {
  return 1 + length / usualLineLength;
}

/** Runs work without its breaks. */
export function atOnce<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}
