// @ts-check
// Bundles the extension: node esbuild.js [--watch | --production] [--outdir dist] [--metafile out/meta.json]
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';

const { values: wanted } = parseArgs({
  options: {
    watch: { type: 'boolean', default: false },
    production: { type: 'boolean', default: false },
    outdir: { type: 'string', default: 'dist' },
    metafile: { type: 'string', default: 'out/meta.json' },
  },
});

/** Says when a build begins and ends, in the words that .vscode/tasks.json listens for. @type {esbuild.Plugin} */
const announceBuilds = {
  name: 'announce-builds',
  setup(build) {
    build.onStart(() => {
      if (wanted.watch) console.log('[watch] build started');
    });
    build.onEnd(({ errors, metafile }) => {
      for (const { text, location } of errors) {
        console.error(`✘ [ERROR] ${text}`);
        if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
      }
      if (metafile) writeFile(wanted.metafile, JSON.stringify(metafile));
      if (wanted.watch) console.log('[watch] build finished');
    });
  },
};

/** @param {string} file @param {string} text */
function writeFile(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

/** @type {esbuild.BuildOptions} */
const options = {
  absWorkingDir: import.meta.dirname,
  entryPoints: { extension: 'src/extension.ts' },
  outdir: wanted.outdir,
  bundle: true,
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node22',
  mainFields: ['module', 'main'],
  external: ['vscode'],
  // CommonJS packages inside an ES module still ask for Node's own modules with require.
  banner: { js: "import { createRequire as $cr } from 'node:module'; const require = $cr(import.meta.url);" },
  define: { PRODUCTION: String(wanted.production) },
  minify: wanted.production,
  sourcemap: !wanted.production,
  metafile: true,
  logLevel: 'silent',
  plugins: [announceBuilds],
};

fs.rmSync(wanted.outdir, { recursive: true, force: true }); // chunks of earlier builds
if (wanted.watch) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  const { warnings } = await esbuild.build(options).catch(() => process.exit(1));
  for (const line of await esbuild.formatMessages(warnings, { kind: 'warning' })) console.warn(line);
}
