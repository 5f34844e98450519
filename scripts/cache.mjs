// @ts-check
// Big things that many checkouts use are kept outside the checkout, and are either whole or absent.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** The folder for downloads and builds: `$XDG_CACHE_HOME` or `~/.cache`, and the usual place on Windows. */
export const cacheFolder = path.join(cacheHome(), 'azure-container-instances-vscode');

function cacheHome() {
  const { XDG_CACHE_HOME: named, LOCALAPPDATA: local } = process.env;
  if (named) return named;
  return process.platform === 'win32' && local ? local : path.join(os.homedir(), '.cache');
}

/**
 * Gives the folder `name` of the cache. If it is not there, `build` fills a folder beside it, which gets
 * its name only when it is whole. A second process that wants the same waits for the first.
 * @param {string} name
 * @param {(folder: string) => Promise<void>} build
 * @returns {Promise<string>} the folder's path
 */
export async function cached(name, build) {
  const folder = path.join(cacheFolder, name);
  if (fs.existsSync(folder)) return folder;
  fs.mkdirSync(cacheFolder, { recursive: true });
  const release = await lock(`${folder}.lock`, () => fs.existsSync(folder));
  const unfinished = `${folder}.unfinished`;
  try {
    if (fs.existsSync(folder)) return folder;
    fs.rmSync(unfinished, { recursive: true, force: true });
    fs.mkdirSync(unfinished);
    await build(unfinished);
    fs.renameSync(unfinished, folder);
    return folder;
  } finally {
    release();
  }
}

/**
 * Takes a lock file, waiting while a living process holds it.
 * @param {string} file
 * @param {() => boolean} done no lock is needed any more
 * @returns {Promise<() => void>} gives the lock back
 */
async function lock(file, done) {
  let said = false;
  while (!take(file)) {
    if (done()) return () => undefined;
    const holder = Number(readIfThere(file));
    if (holder && !lives(holder)) {
      fs.rmSync(file, { force: true });
      continue;
    }
    if (!said) console.log(`waiting for process ${holder}, which is preparing the same (${file})`);
    said = true;
    await sleep(500);
  }
  const release = () => fs.rmSync(file, { force: true });
  process.once('exit', release);
  return () => {
    process.off('exit', release);
    release();
  };
}

/** @param {string} file */
function take(file) {
  // Written beside and linked, so that nobody ever reads a lock without its owner's number in it.
  const mine = `${file}.${process.pid}`;
  fs.writeFileSync(mine, String(process.pid));
  try {
    fs.linkSync(mine, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

/** @param {string} file */
function readIfThere(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

/** @param {number} pid */
function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
