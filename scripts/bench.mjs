// @ts-check
// npm run bench: figures, as a table and in out/bench.json. What counts at activation is the entry and the
// chunks that it imports statically.
import fs from 'node:fs';
import path from 'node:path';
import { packageExtension } from './package.mjs';

const root = path.dirname(import.meta.dirname);

/**
 * The bytes of an output and of all that it imports statically.
 * @param {import('esbuild').Metafile} metafile
 * @param {string} output
 */
function staticBytes(metafile, output) {
  const seen = new Set([output]);
  for (const name of seen) {
    for (const { path: imported, kind } of metafile.outputs[name]?.imports ?? []) {
      if (kind === 'import-statement' && imported in metafile.outputs) seen.add(imported);
    }
  }
  return [...seen].reduce((sum, name) => sum + (metafile.outputs[name]?.bytes ?? 0), 0);
}

const { vsix, metafile: file } = await packageExtension({ production: true });
/** @type {import('esbuild').Metafile} */
const metafile = JSON.parse(fs.readFileSync(file, 'utf8'));
const entry = Object.keys(metafile.outputs).find(
  name => metafile.outputs[name]?.entryPoint === 'src/extension.ts',
);
if (!entry) throw new Error('esbuild made no bundle of src/extension.ts');

const figures = {
  'activation.bundleBytes': staticBytes(metafile, entry),
  'vsix.bytes': fs.statSync(vsix).size,
};
fs.writeFileSync(path.join(root, 'out/bench.json'), `${JSON.stringify(figures, null, 2)}\n`);
console.table(Object.entries(figures).map(([figure, value]) => ({ figure, value })));
