// @ts-check
// A real VS Code workbench for tests, and for npm start where there is no desktop: code-server from npm,
// built once per version in the cache.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { cached } from './cache.mjs';
import { require, toolchain } from './prerequisites.mjs';
import { npm, run } from './processes.mjs';

const pinned = fileURLToPath(new URL('workbench/', import.meta.url));

/**
 * @typedef {object} Workbench
 * @property {string} node the Node that the server runs on
 * @property {string} server the server's entry point
 * @property {string} builtinExtensions the folder of VS Code's own extensions
 */

/**
 * Installs the pinned workbench if it is not in the cache yet (some minutes), else takes no time.
 * @returns {Promise<Workbench>}
 */
export async function setUpWorkbench() {
  const version = JSON.parse(fs.readFileSync(path.join(pinned, 'package.json'), 'utf8')).dependencies[
    'code-server'
  ];
  const lock = fs.readFileSync(path.join(pinned, 'package-lock.json'));
  const hash = createHash('sha256')
    .update(`${process.platform} ${process.arch}\n`)
    .update(lock)
    .digest('hex');
  const folder = await cached(`workbench-${version}-${hash.slice(0, 12)}`, install);
  const modules = path.join(folder, 'node_modules');
  return {
    node: nodeIn(folder),
    server: path.join(modules, 'code-server/out/node/entry.js'),
    builtinExtensions: path.join(modules, 'code-server/lib/vscode/extensions'),
  };
}

/** @param {string} folder */
async function install(folder) {
  await require(toolchain);
  console.log('installing the workbench (some minutes, once)');
  for (const file of ['package.json', 'package-lock.json']) {
    fs.copyFileSync(path.join(pinned, file), path.join(folder, file));
  }
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, quiet: true });
  const node = nodeIn(folder);
  console.log('building its native parts');
  await npm(['rebuild', '--foreground-scripts', 'argon2', 'code-server'], {
    cwd: folder,
    quiet: true,
    node,
    env: {
      ...process.env,
      // Native parts are built with the headers of the Node they will run on, which its package holds.
      ...(node === process.execPath ? {} : { npm_config_nodedir: path.dirname(path.dirname(node)) }),
      // Without this, kerberos looks for a prebuilt binary at GitHub before it builds one.
      npm_config_build_from_source: 'true',
    },
  });
  await run(node, [path.join(folder, 'node_modules/code-server/out/node/entry.js'), '--version'], {
    quiet: true,
  });
}

/**
 * The Node of the workbench: its own where npm has one for this platform, else the Node of this process if its version fits.
 * @param {string} folder
 */
function nodeIn(folder) {
  const bundled = path.join(folder, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (fs.existsSync(bundled)) return bundled;
  if (process.versions.node.startsWith('24.')) return process.execPath;
  throw new Error(
    'The browser workbench needs Node 24 on this platform: install it and run this again with it.',
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await setUpWorkbench();
  console.log('the workbench is ready');
}
