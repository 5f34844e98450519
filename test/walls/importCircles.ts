import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The files that each file imports, by absolute paths. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/**
 * What the scripts of these folders import of each other: by static imports and re-exports, by `import type`, by
 * `import()` expressions and by `import('…')` types (in TypeScript, not in comments).
 */
export function importGraph(folders: readonly string[]): ImportGraph {
  const files = folders
    .flatMap(folder =>
      fs
        .readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map(file => path.join(folder, file))
        .sort(),
    )
    .filter(file => /\.([cm]?js|ts)$/.test(file));
  return new Map(files.map(file => [file, importsOf(file)]));
}

function importsOf(file: string): readonly string[] {
  const { importedFiles } = ts.preProcessFile(fs.readFileSync(file, 'utf8'));
  return importedFiles
    .map(({ fileName }) => fileName)
    .filter(name => name.startsWith('.'))
    .map(name => path.resolve(path.dirname(file), name));
}

/** The shortest circle through each file that is in one: its files in the order in which they import each other. */
export function importCircles(graph: ImportGraph): readonly (readonly string[])[] {
  const circles = new Map<string, readonly string[]>();
  for (const file of graph.keys()) {
    const circle = shortestCircle(graph, file);
    const key = circle?.toSorted().join('\n');
    if (circle && key !== undefined && !circles.has(key)) circles.set(key, circle);
  }
  return [...circles.values()];
}

function shortestCircle(graph: ImportGraph, start: string): readonly string[] | undefined {
  const seen = new Set<string>();
  let chains: readonly (readonly string[])[] = [[start]];
  while (chains.length > 0) {
    const longer: (readonly string[])[] = [];
    for (const chain of chains) {
      for (const imported of graph.get(chain.at(-1) ?? start) ?? []) {
        if (imported === start) return chain;
        if (seen.has(imported)) continue;
        seen.add(imported);
        longer.push([...chain, imported]);
      }
    }
    chains = longer;
  }
  return undefined;
}
