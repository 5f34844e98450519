// @ts-check
// The two builds of the extension, each installed in VS Code once for all windows that tests open.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { packageExtension } from './package.mjs';
import { run } from './processes.mjs';
import { setUpWorkbench } from './setUpWorkbench.mjs';

const root = path.dirname(import.meta.dirname);
const folder = path.join(root, 'out/installed');
/** What goes into a build, or decides how it is made. */
const sources = [
  'src',
  'media',
  'package.json',
  'package.nls.json',
  'package-lock.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
];
const tools = [
  'esbuild.js',
  '.vscodeignore',
  'scripts/lazyGroups.mjs',
  'scripts/package.mjs',
  'scripts/standIns.mjs',
  'scripts/workbench/package-lock.json',
];

/** @typedef {'production' | 'dev'} Build */

/**
 * The folder of extensions in which only this build is installed.
 * @param {Build} build
 */
export function installedBuild(build) {
  return path.join(folder, build, 'extensions');
}

/** Packs and installs both builds, unless nothing has changed since that was done. */
export async function installBuilds() {
  const stamp = path.join(folder, 'sources.sha256');
  const hash = hashOf([...sources, ...tools]);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === hash) return;
  fs.rmSync(folder, { recursive: true, force: true });
  await Promise.all(/** @type {const} */ (['production', 'dev']).map(install));
  fs.writeFileSync(stamp, hash);
}

/** @param {Build} build */
async function install(build) {
  const { vsix } = await packageExtension({ production: build === 'production' });
  const { node, server } = await setUpWorkbench();
  const buildFolder = path.join(folder, build);
  fs.mkdirSync(buildFolder, { recursive: true });
  const config = path.join(buildFolder, 'config.yaml');
  fs.writeFileSync(config, ''); // otherwise one in the home folder is read
  const folders = [
    '--config',
    config,
    '--user-data-dir',
    buildFolder,
    '--extensions-dir',
    installedBuild(build),
  ];
  await run(node, [server, ...folders, '--install-extension', vsix, '--force'], { quiet: true });
}

/** @param {readonly string[]} names */
function hashOf(names) {
  const hash = createHash('sha256');
  for (const file of names.flatMap(filesIn).sort()) {
    hash
      .update(`${file}\0`)
      .update(fs.readFileSync(path.join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} name of a file or a folder */
function filesIn(name) {
  if (fs.statSync(path.join(root, name)).isFile()) return [name];
  return fs
    .readdirSync(path.join(root, name), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(root, path.join(entry.parentPath, entry.name)));
}
