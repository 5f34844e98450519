// @ts-check
// Runs a program of a stage, and a suite that leaves its records in a file.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { end, start } from '../processes.mjs';
import { failure } from './pool.mjs';

const root = path.resolve(import.meta.dirname, '../..');
/** What a program has printed, and what a suite has recorded. */
export const resultsFolder = path.join(root, 'out/results');
/** Only what hangs takes as long (ms). */
const longest = 60 * 60_000;

/**
 * @typedef {object} Program
 * @property {string} name names the file that keeps what it prints
 * @property {string} command
 * @property {readonly string[]} args
 * @property {NodeJS.ProcessEnv} [env] on top of that of this process
 * @property {boolean} live whether what it prints is shown at once; else when it has ended
 */

/**
 * Runs a program in the checkout, and ends every process that it leaves running.
 * @param {Program} program
 * @returns {Promise<number | string>} its exit code, or the signal that ended it
 */
export async function runProgram({ name, command, args, env, live }) {
  const printed = path.join(resultsFolder, `${fileName(name)}.log`);
  fs.mkdirSync(resultsFolder, { recursive: true });
  const output = fs.openSync(printed, 'w');
  const child = start(command, args, {
    cwd: root,
    env: { ...environment(), ...env },
    stdio: live ? 'inherit' : ['ignore', output, output],
    shell: process.platform === 'win32' && command.endsWith('.cmd'),
  });
  fs.closeSync(output);
  const tooLong = setTimeout(() => void end(child), longest);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? signal ?? 'no code'));
    });
  } finally {
    clearTimeout(tooLong);
    await end(child);
    if (!live) process.stdout.write(fs.readFileSync(printed, 'utf8'));
  }
}

/**
 * Runs a suite in a Node of its own. It leaves its records in the file that TEST_RESULT names. One that ends badly
 * without having recorded a failure has failed, too.
 * @param {import('./pool.mjs').Job} job
 * @param {readonly string[]} args Node's
 * @param {{ live: boolean, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<import('./pool.mjs').Result>}
 */
export async function runSuite(job, args, { live, env = {} }) {
  const { stage, name } = job;
  const file = path.join(resultsFolder, `${fileName(name)}.json`);
  fs.rmSync(file, { force: true });
  const code = await runProgram({
    ...{ name, command: process.execPath, args, live },
    env: { ...env, TEST_RESULT: file },
  });
  if (!fs.existsSync(file)) return failure(job, `ended with ${code} before it could say why`);
  /** @type {import('./pool.mjs').Result} */
  const recorded = JSON.parse(fs.readFileSync(file, 'utf8'));
  const tests = recorded.tests.map(test => ({ ...test, stage, job: name }));
  if (code === 0 || recorded.failed > 0) return { ...recorded, tests };
  const bad = failure(job, `ended with ${code} before it could say why`);
  return { ...recorded, failed: 1, tests: [...tests, ...bad.tests] };
}

/** @param {string} name */
function fileName(name) {
  return name.replaceAll(/[^\w-]+/g, '-');
}

/** Without credentials for Azure: tests must never reach a real subscription. In CI without colours. */
function environment() {
  const credentials = /^(AZURE_|ARM_|IDENTITY_|MSI_)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !credentials.test(name)));
  if (!process.env['CI']) return env;
  delete env['FORCE_COLOR'];
  return { ...env, NO_COLOR: '1' };
}
