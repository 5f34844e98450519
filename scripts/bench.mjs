// @ts-check
// npm run bench: figures, as tables and in out/bench.json: bytes, and what drawing the tree asks of Azure beside
// its yardstick, a client that LISTs and then GETs every group. What counts at activation is the entry and the
// chunks that it imports statically.
import fs from 'node:fs';
import path from 'node:path';
import { tsImport } from 'tsx/esm/api';
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

/**
 * @param {string} estate
 * @param {import('../test/bench/requests.ts').TreeFigures} figures
 */
function flat(estate, { subscriptions, groups, firstLevel, firstFolder, listThenGetEach }) {
  const of = { firstLevel, firstFolder, listThenGetEach };
  return Object.fromEntries([
    [`tree.${estate}.subscriptions`, subscriptions],
    [`tree.${estate}.groups`, groups],
    [`tree.${estate}.firstFolder.groups`, firstFolder.groups],
    ...Object.entries(of).flatMap(([what, { requests, milliseconds }]) => [
      [`tree.${estate}.${what}.requests`, requests],
      [`tree.${estate}.${what}.milliseconds`, milliseconds],
    ]),
  ]);
}

/** @type {Record<string, number>} */
const figures = {
  'activation.bundleBytes': staticBytes(metafile, entry),
  'vsix.bytes': fs.statSync(vsix).size,
};
/** @type {typeof import('../test/bench/requests.ts')} */
const { treeFigures } = await tsImport('../test/bench/requests.ts', import.meta.url);
/** @type {typeof import('../src/emulator/seed/choose.ts')} */
const { chooseSeed } = await tsImport('../src/emulator/seed/choose.ts', import.meta.url);
for (const estate of ['demo', 'groups=1000']) {
  const seed = chooseSeed(estate, Date.now());
  if (!seed) throw new Error(`The emulator has no estate called ${estate}.`);
  Object.assign(figures, flat(estate, await treeFigures(seed)));
}

fs.writeFileSync(path.join(root, 'out/bench.json'), `${JSON.stringify(figures, null, 2)}\n`);
console.table(Object.entries(figures).map(([figure, value]) => ({ figure, value })));
