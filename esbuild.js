// @ts-check
// Bundles the extension and the MCP program: node esbuild.js [--watch | --production] [--outdir dist] [--metafile out/meta.json]
import { Buffer } from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { minify } from '@swc/core';
import * as esbuild from 'esbuild';
import { lazyGroups } from './scripts/lazyGroups.mjs';
import { useStandIns } from './scripts/standIns.mjs';

const { values: wanted } = parseArgs({
  options: {
    watch: { type: 'boolean', default: false },
    production: { type: 'boolean', default: false },
    outdir: { type: 'string', default: 'dist' },
    metafile: { type: 'string', default: 'out/meta.json' },
  },
});

/** What has been built of the extension and of its pages. @type {Map<string, esbuild.Metafile>} */
const built = new Map();

/** Writes one account of all that is built. @param {string} name @param {esbuild.Metafile} metafile */
function writeMetafile(name, metafile) {
  built.set(name, metafile);
  const all = [...built.values()];
  const inputs = Object.assign({}, ...all.map(each => each.inputs));
  const outputs = Object.assign({}, ...all.map(each => each.outputs));
  writeFile(wanted.metafile, JSON.stringify({ inputs, outputs }));
}

/** Says when a build begins and ends, in the words that .vscode/tasks.json listens for. @type {esbuild.Plugin} */
const announceBuilds = {
  name: 'announce-builds',
  setup(build) {
    build.onStart(() => {
      if (wanted.watch) console.log('[watch] build started');
    });
    build.onEnd(({ errors, metafile }) => {
      showErrors(errors);
      if (metafile) writeMetafile('extension', metafile);
      if (wanted.watch) console.log('[watch] build finished');
    });
  },
};

/** @type {esbuild.Plugin} */
const announcePages = {
  name: 'announce-pages',
  setup(build) {
    build.onEnd(({ errors, metafile }) => {
      showErrors(errors);
      if (metafile) writeMetafile('pages', metafile);
    });
  },
};

/** @param {readonly esbuild.Message[]} errors */
function showErrors(errors) {
  for (const { text, location } of errors) {
    console.error(`✘ [ERROR] ${text}`);
    if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
  }
}

/**
 * Where files are split, esbuild has the entry import a file with its own helpers, needed or not. What every window
 * loads is one file without it.
 * @type {esbuild.Plugin}
 */
const dropIdleImport = {
  name: 'drop-idle-import',
  setup(build) {
    build.onEnd(({ metafile }) => {
      const outputs = metafile?.outputs ?? {};
      const [file, entry] =
        Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === 'src/extension.ts') ?? [];
      if (!file || !entry) return;
      const text = fs.readFileSync(file, 'utf8');
      const used = entry.imports.filter(({ path: to, kind }) => {
        const isHelper =
          kind === 'import-statement' && Object.keys(outputs[to]?.inputs ?? { no: 1 }).length === 0;
        return !isHelper || !text.includes(bareImport(file, to));
      });
      const idle = entry.imports.filter(imported => !used.includes(imported));
      const shorter = idle.reduce((rest, { path: to }) => rest.replace(bareImport(file, to), ''), text);
      fs.writeFileSync(file, shorter);
      Object.assign(entry, { imports: used, bytes: Buffer.byteLength(shorter) });
    });
  },
};

/**
 * esbuild's output is minified once more: SWC gives names that deflate better, and folds more.
 * @type {esbuild.Plugin}
 */
const minifyAgain = {
  name: 'minify-again',
  setup(build) {
    build.onEnd(async ({ metafile }) => {
      for (const [file, output] of Object.entries(metafile?.outputs ?? {})) {
        const text = fs.readFileSync(file, 'utf8');
        const { code } = await minify(text, {
          module: build.initialOptions.format === 'esm',
          compress: { passes: 2, ecma: 2022 },
          mangle: true,
          format: { comments: false, ecma: 2022 },
        });
        fs.writeFileSync(file, code);
        output.bytes = Buffer.byteLength(code);
      }
    });
  },
};

/** @param {string} from @param {string} to */
function bareImport(from, to) {
  return `import"./${path.posix.relative(path.posix.dirname(from), to)}";`;
}

/** @param {string} file @param {string} text */
function writeFile(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

/**
 * What `ui` loads when it is used, in three groups: what reads and writes documents (with `yaml`), what deploys and builds,
 * and everything else. In one they would be 4 kB smaller, and a tooltip would load twice as much. What agents use is large,
 * and loaded by few.
 * @param {string} file below src
 */
function lazyGroupOf(file) {
  if (!/^(?:core|ui)\/(?!agents\/)/.test(file)) return undefined;
  if (/^ui\/(?:bicep|build|deploy)\//.test(file)) return 'deploy';
  if (/^(?:ui\/(?:edit|export|fileFormats|language)|core\/document)\/|InText|yaml/i.test(file))
    return 'documents';
  return 'features';
}

/** @type {esbuild.BuildOptions} */
const options = {
  absWorkingDir: import.meta.dirname,
  entryPoints: { extension: 'src/extension.ts', mcp: 'src/mcpProgram.ts' },
  outdir: wanted.outdir,
  bundle: true,
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node22',
  mainFields: ['module', 'main'],
  // Of yaml's two builds, the same but for process.env.LOG_TOKENS, only this one leaves out what isn't used.
  alias: { yaml: path.join(import.meta.dirname, 'node_modules/yaml/browser/index.js') },
  external: ['vscode'],
  // CommonJS packages inside an ES module still ask for Node's own modules with require.
  banner: { js: "import { createRequire as $cr } from 'node:module'; const require = $cr(import.meta.url);" },
  define: { PRODUCTION: String(wanted.production) },
  minify: wanted.production,
  legalComments: 'none', // ThirdPartyNotices.txt has all of them
  sourcemap: !wanted.production,
  metafile: true,
  logLevel: 'silent',
  plugins: [
    lazyGroups(path.join(import.meta.dirname, 'src'), lazyGroupOf),
    useStandIns,
    ...(wanted.production ? [dropIdleImport, minifyAgain] : []),
    announceBuilds,
  ],
};

/** The scripts of webviews, which run in a page: one file each. @type {esbuild.BuildOptions} */
const pages = {
  absWorkingDir: import.meta.dirname,
  entryPoints: {
    costOverview: 'src/ui/cost/overview/page/costOverviewPage.ts',
    metrics: 'src/ui/metrics/page/main.ts',
  },
  outdir: path.join(wanted.outdir, 'pages'),
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2023',
  loader: { '.css': 'text' },
  minify: wanted.production,
  legalComments: 'none',
  sourcemap: wanted.production ? false : 'inline', // a page may load nothing but its script
  metafile: true,
  logLevel: 'silent',
  plugins: [...(wanted.production ? [minifyAgain] : []), announcePages],
};

fs.rmSync(wanted.outdir, { recursive: true, force: true }); // chunks of earlier builds
for (const each of [pages, options]) {
  if (wanted.watch) {
    const context = await esbuild.context(each);
    await context.watch();
  } else {
    const { warnings } = await esbuild.build(each).catch(() => process.exit(1));
    for (const line of await esbuild.formatMessages(warnings, { kind: 'warning' })) console.warn(line);
  }
}
