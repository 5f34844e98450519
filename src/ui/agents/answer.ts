/** Puts the text of an answer together so that it is no longer than a model should read, and says what was cut. */
import { harmfulCharacter } from '../../core/harmfulCharacters.ts';
import type { JsonObject } from '../../core/json.ts';
import { longestAnswer } from './operation.ts';

/** The most characters of an answer's data as JSON: names of properties take their part. */
export const longestData = 2 * longestAnswer;

/** Lines of which some may be left out: the last ones, or the first ones with `keep: 'last'`. */
export interface Lines {
  readonly lines: readonly string[];
  readonly keep?: 'last';
  /** Says how many were left out, and how to get them. */
  readonly cut: (left: number) => string;
}

/**
 * The parts one below the other, in at most `longestAnswer` characters. A text is shown whole, and lines as far as there
 * is room, which they share: where one part needs less, the others have more. Control characters are left out, also those
 * of an argument that is told of.
 */
export function answerText(parts: readonly (string | Lines)[]): string {
  const fixed = parts.filter(part => typeof part === 'string');
  const flexible = parts.filter(part => typeof part !== 'string').map(part => ({ part, size: sizeOf(part) }));
  let room = longestAnswer - sum(fixed.map(({ length }) => length + 1)) - flexible.length * roomForCut;
  const budgets = new Map<Lines, number>();
  // The smallest first: what they leave is the others'.
  const bySize = flexible.toSorted((a, b) => a.size - b.size);
  bySize.forEach(({ part, size }, index) => {
    const budget = Math.min(size, Math.max(0, Math.floor(room / (bySize.length - index))));
    budgets.set(part, budget);
    room -= budget;
  });
  const text = parts
    .flatMap(part => (typeof part === 'string' ? [part] : fitLines(part, budgets.get(part) ?? 0)))
    .join('\n')
    .replace(harmfulCharacter, character => (character === '\n' || character === '\t' ? character : ''));
  if (text.length <= longestAnswer) return text;
  return `${text.slice(0, longestAnswer - 10).replace(/[\uD800-\uDBFF]$/, '')}… (cut)`;
}

/** Characters for the sentence that says what was cut. */
const roomForCut = 300;

function fitLines({ lines, keep, cut }: Lines, budget: number): readonly string[] {
  const ordered = keep === 'last' ? lines.toReversed() : lines;
  const shown = countFitting(ordered, line => line.length + 1, budget);
  const left = lines.length - shown;
  const sentence = left > 0 ? [cut(left)] : [];
  return keep === 'last' ? [...sentence, ...lines.slice(left)] : [...lines.slice(0, shown), ...sentence];
}

/** The first of the items that fit into `longest` characters of JSON together; data has to be bounded, too. */
export function fitItems<Item extends JsonObject | string>(
  items: readonly Item[],
  longest = longestData - 2_000,
): readonly Item[] {
  return items.slice(
    0,
    countFitting(items, item => JSON.stringify(item).length + 1, longest),
  );
}

function countFitting<Item>(items: readonly Item[], size: (item: Item) => number, budget: number): number {
  let used = 0;
  const last = items.findIndex(item => (used += size(item)) > budget);
  return last < 0 ? items.length : last;
}

function sizeOf({ lines }: Lines): number {
  return sum(lines.map(({ length }) => length + 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
