// @ts-check
// Installs the project's dependencies unless they are what package-lock.json says. Fast then.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { npm } from './processes.mjs';

const root = path.dirname(import.meta.dirname);

/**
 * Makes sure that node_modules is what package-lock.json says.
 * @throws {Error} when this Node is too old, or npm fails
 */
export async function setUpDependencies() {
  requireNode();
  if (isInstalled()) return;
  console.log('installing dependencies');
  // A loglevel of its own: `npm run --silent` passes its loglevel on, and a failure would not say why.
  await npm(['ci', '--ignore-scripts', '--loglevel', 'warn'], { cwd: root, quiet: true });
}

/** Compares what npm has installed with the lock file; optional packages of other platforms may be absent. */
function isInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json'))
    .filter(([folder]) => folder !== '')
    .every(([folder, { version, optional }]) => {
      const found = installed[folder];
      return found ? found.version === version : optional === true;
    });
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version: string, optional?: boolean }>}
 */
function packagesOf(lockfile) {
  const file = path.join(root, lockfile);
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).packages : {};
}

/** The oldest Node that all tools run on. */
function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await setUpDependencies().catch(error => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
