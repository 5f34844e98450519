/** The bytes that users download, and those that every window loads: the entry and what it imports statically. */
import fs from 'node:fs';
import type { Metafile } from 'esbuild';
import { packageExtension } from '../../scripts/package.mjs';
import type { Figure } from './figure.ts';

/** Packs the extension as users get it, and weighs it. */
export async function bundleFigures(): Promise<readonly Figure[]> {
  const { vsix, metafile: file } = await packageExtension({ production: true });
  const metafile = JSON.parse(fs.readFileSync(file, 'utf8')) as Metafile;
  const entry = Object.keys(metafile.outputs).find(
    name => metafile.outputs[name]?.entryPoint === 'src/extension.ts',
  );
  if (entry === undefined) throw new Error('esbuild made no bundle of src/extension.ts');
  return [
    {
      name: 'activation.bundleBytes',
      value: staticBytes(metafile, entry),
      unit: 'bytes',
      goal: '≤ 60000',
    },
    { name: 'vsix.bytes', value: fs.statSync(vsix).size, unit: 'bytes' },
  ];
}

/** The bytes of an output and of all that it imports statically. */
function staticBytes({ outputs }: Metafile, output: string): number {
  const seen = new Set([output]);
  for (const name of seen) {
    for (const { path, kind } of outputs[name]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) seen.add(path);
    }
  }
  return [...seen].reduce((sum, name) => sum + (outputs[name]?.bytes ?? 0), 0);
}
