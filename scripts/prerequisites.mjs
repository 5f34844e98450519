// @ts-check
// What must be on the machine and npm can't install: installed where that is allowed, else named.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { run } from './processes.mjs';

/**
 * @typedef {object} Prerequisite
 * @property {string} name what a person calls it
 * @property {() => boolean} present
 * @property {readonly string[]} debian the Debian packages that contain it
 * @property {string} elsewhere how to get it on another system
 */

/** @param {string} program */
export function onPath(program) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .flatMap(folder => endings.map(ending => path.join(folder, program + ending)))
    .find(file => fs.existsSync(file));
}

const includeFolders = ['/usr/include', '/usr/local/include', '/opt/homebrew/include'];

/** What is needed to build the native parts of the workbench. @type {readonly Prerequisite[]} */
export const toolchain = [
  {
    name: 'a C++ compiler',
    present: () => ['c++', 'g++', 'clang++'].some(onPath),
    debian: ['g++'],
    elsewhere: 'macOS: xcode-select --install; Fedora: dnf install gcc-c++',
  },
  {
    name: 'make',
    present: () => onPath('make') !== undefined,
    debian: ['make'],
    elsewhere: 'macOS: xcode-select --install; Fedora: dnf install make',
  },
  {
    name: 'Python 3',
    present: () => onPath('python3') !== undefined,
    debian: ['python3'],
    elsewhere: 'macOS: brew install python; Fedora: dnf install python3',
  },
  {
    name: 'the Kerberos headers',
    present: () =>
      process.platform === 'darwin' || includeFolders.some(f => fs.existsSync(`${f}/gssapi/gssapi.h`)),
    debian: ['libkrb5-dev'],
    elsewhere: 'Fedora: dnf install krb5-devel',
  },
];

/** @typedef {(packages: readonly string[]) => Promise<void>} Install */

/** The last call of `require`, which the next one waits for. @type {Promise<void>} */
let last = Promise.resolve();

/**
 * Makes sure that all of these are there, one caller after the other: only one apt-get can run at a time.
 * @param {readonly Prerequisite[]} prerequisites
 * @param {Install | undefined} [install] absent where nothing may be installed
 * @returns {Promise<void>} rejects with an error that names what is missing and how to install it
 */
export function require(prerequisites, install = mayInstall() ? aptGet : undefined) {
  const done = last.then(() => provide(prerequisites, install));
  last = done.catch(() => undefined);
  return done;
}

/**
 * @param {readonly Prerequisite[]} prerequisites
 * @param {Install | undefined} install
 */
async function provide(prerequisites, install) {
  let missing = prerequisites.filter(({ present }) => !present());
  if (missing.length === 0) return;
  const packages = missing.flatMap(({ debian }) => debian);
  if (install) {
    console.log(`installing ${packages.join(', ')}`);
    await install(packages);
    missing = missing.filter(({ present }) => !present());
  }
  if (missing.length === 0) return;
  throw new Error(
    [
      `Missing on this machine: ${missing.map(({ name }) => name).join(', ')}.`,
      `Debian, Ubuntu: sudo apt-get install ${packages.join(' ')}`,
      ...missing.map(({ name, elsewhere }) => `${name}: ${elsewhere}`),
    ].join('\n'),
  );
}

/** Whether packages can be installed without asking: as root, where apt-get is. */
function mayInstall() {
  return process.getuid?.() === 0 && onPath('apt-get') !== undefined;
}

/** @type {Install} */
async function aptGet(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['update'], { env, quiet: true });
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env, quiet: true });
  } catch (error) {
    console.log(/** @type {Error} */ (error).message);
  }
}
