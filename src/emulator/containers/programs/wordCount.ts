import { sleep, write, type Program } from '../processes/program.ts';

/** The words of Hamlet that Azure's sample counts, most frequent first. */
const counts: readonly (readonly [string, number])[] = [
  ['the', 990],
  ['and', 702],
  ['of', 628],
  ['to', 610],
  ['I', 544],
  ['you', 495],
  ['a', 453],
  ['my', 441],
  ['in', 399],
  ['HAMLET', 386],
  ['is', 310],
  ['that', 295],
  ['not', 249],
  ['it', 242],
  ['your', 241],
  ['lord', 212],
  ['with', 195],
  ['this', 193],
  ['KING', 177],
  ['HORATIO', 127],
  ['CLAUDIUS', 120],
  ['POLONIUS', 117],
  ['GERTRUDE', 82],
  ['OPHELIA', 75],
  ['LAERTES', 63],
  ['ROSENCRANTZ', 62],
  ['GUILDENSTERN', 52],
];

/** Azure's sample job: prints the `NumWords` most frequent words of at least `MinLength` letters, and ends. */
export const wordCount: Program = function* ({ env }) {
  const words = Number(env['NumWords'] ?? 10);
  const length = Number(env['MinLength'] ?? 0);
  yield sleep(2_000);
  const chosen = counts.filter(([word]) => word.length >= length).slice(0, words);
  yield write(`[${chosen.map(([word, count]) => `('${word}', ${count})`).join(',\n ')}]\n`);
  return 0;
};
