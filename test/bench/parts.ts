/** The parts of `npm run bench`, by name. A new one is a file of its own and a line here. */
import { activationFigures } from './activation.ts';
import { agentFigures } from './agents.ts';
import { bundleFigures } from './bundle.ts';
import { corpusFigures } from './corpus.ts';
import { estateFigures } from './estate.ts';
import type { Figure } from './figure.ts';
import { logFigures } from './logs.ts';
import { pageFigures } from './pages.ts';
import { treeFigures } from './tree.ts';

export const parts: ReadonlyMap<string, () => Promise<readonly Figure[]>> = new Map([
  ['bundle', bundleFigures],
  ['activation', activationFigures],
  ['tree', treeFigures],
  ['estate', estateFigures],
  ['logs', logFigures],
  ['corpus', corpusFigures],
  ['agents', agentFigures],
  ['pages', pageFigures],
]);

/** The names to run, all where none is given. Throws where one is unknown, naming those that there are. */
export function chosenParts(names: readonly string[]): readonly string[] {
  const unknown = names.filter(name => !parts.has(name));
  if (unknown.length > 0) {
    throw new Error(`No part is called ${unknown.join(', ')}. There are: ${[...parts.keys()].join(', ')}.`);
  }
  return names.length === 0 ? [...parts.keys()] : [...new Set(names)];
}

/** Runs one part after the other: they would take each other's time. */
export async function measured(names: readonly string[]): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const name of names) figures.push(...((await parts.get(name)?.()) ?? []));
  return figures;
}
