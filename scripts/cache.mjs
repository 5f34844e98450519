// @ts-check
// Large downloads and builds that several checkouts use: kept outside the checkout, and either complete or absent.
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
 * its name only when it is complete. A second process that needs the same waits for the first.
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
 * Acquires a lock file, waiting while a running process holds it.
 * @param {string} file
 * @param {() => boolean} done no lock is needed any more
 * @returns {Promise<() => void>} releases it
 */
async function lock(file, done) {
  let hasReported = false;
  while (!tryAcquire(file)) {
    if (done()) return () => undefined;
    const holder = Number(readIfPresent(file));
    if (holder && !isRunning(holder)) {
      fs.rmSync(file, { force: true });
      continue;
    }
    if (!hasReported) console.log(`waiting for process ${holder}, which is preparing the same (${file})`);
    hasReported = true;
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
function tryAcquire(file) {
  // Written to another file and linked, so that no process reads a lock without its owner's process id in it.
  const ownFile = `${file}.${process.pid}`;
  fs.writeFileSync(ownFile, String(process.pid));
  try {
    fs.linkSync(ownFile, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(ownFile, { force: true });
  }
}

/** @param {string} file */
function readIfPresent(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
