/** The bytes that users download, those that every window loads, and those of what is loaded when it is used. */
import fs from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { packageExtension } from '../../scripts/package.mjs';
import budget from './budget.json' with { type: 'json' };
import type { Figure } from './figure.ts';

/** Packs the extension as users get it, and weighs it. */
export async function bundleFigures(): Promise<readonly Figure[]> {
  const { vsix, metafile } = await packageExtension({ production: true });
  const weights = weigh(JSON.parse(fs.readFileSync(metafile, 'utf8')) as Metafile);
  return [
    { name: 'activation.bundleBytes', value: weights.activation, unit: 'bytes', goal: '≤ 60000' },
    { name: 'vsix.bytes', value: fs.statSync(vsix).size, unit: 'bytes', goal: `≤ ${budget.vsix}` },
    ...[...weights.lazy].map(([name, value]) => ({ name: `chunk.${name}.bytes`, value, unit: 'bytes' })),
  ];
}

/** Bytes of what a window loads. */
export interface Weights {
  /** At activation: the entry, and what it imports statically. */
  readonly activation: number;
  /** By the source that is asked for: what is loaded with it, without what the composition root had loaded before. */
  readonly lazy: ReadonlyMap<string, number>;
}

const compositionRoot = 'src/compositionRoot.ts';

/** Weighs esbuild's outputs. Whatever is loaded later is loaded by a window that has the composition root already. */
export function weigh({ outputs }: Metafile): Weights {
  const entry = outputOf(outputs, 'src/extension.ts');
  const atFirstUse = loadedWith(outputs, outputOf(outputs, compositionRoot));
  const lazy = Object.entries(outputs).flatMap(([name, { entryPoint }]): [string, number][] => {
    if (entryPoint === undefined || name === entry) return [];
    const all = [...loadedWith(outputs, name)];
    const own = entryPoint === compositionRoot ? all : all.filter(output => !atFirstUse.has(output));
    return [[nameOf(entryPoint), bytesOf(outputs, own)]];
  });
  lazy.sort(([a], [b]) => a.localeCompare(b));
  return { activation: bytesOf(outputs, loadedWith(outputs, entry)), lazy: new Map(lazy) };
}

type Outputs = Metafile['outputs'];

function outputOf(outputs: Outputs, source: string): string {
  const found = Object.keys(outputs).find(name => outputs[name]?.entryPoint === source);
  if (found === undefined) throw new Error(`esbuild made no bundle of ${source}`);
  return found;
}

/** An output and all that it imports statically. */
function loadedWith(outputs: Outputs, output: string): ReadonlySet<string> {
  const seen = new Set([output]);
  for (const name of seen) {
    for (const { path: imported, kind } of outputs[name]?.imports ?? []) {
      if (kind === 'import-statement' && imported in outputs) seen.add(imported);
    }
  }
  return seen;
}

function bytesOf(outputs: Outputs, names: Iterable<string>): number {
  return [...names].reduce((sum, name) => sum + (outputs[name]?.bytes ?? 0), 0);
}

/** `src/ui/create/openCreateWizard.vscode.ts` → `ui/create/openCreateWizard.vscode`; of a package its name. */
function nameOf(source: string): string {
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1];
  return inPackage ?? source.replace(/^src\//, '').replace(path.extname(source), '');
}
