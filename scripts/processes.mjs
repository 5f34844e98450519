// @ts-check
// Child processes: each in a process group of its own, which ends with this process at the latest.
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Ends a child and everything that it has started: SIGTERM first, SIGKILL five seconds later.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<void>} once the child is gone
 */
export function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) {
    signalGroup(child, 'SIGKILL'); // what the child may have left behind
    return Promise.resolve();
  }
  return new Promise(resolve => {
    const killTimer = setTimeout(() => signalGroup(child, 'SIGKILL'), 5000);
    child.once('exit', () => {
      clearTimeout(killTimer);
      signalGroup(child, 'SIGKILL');
      resolve();
    });
    signalGroup(child, 'SIGTERM');
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/**
 * Starts a program in a process group of its own, which ends with this process.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { detached: process.platform !== 'win32', ...options });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/**
 * Runs a program to its end. Its output goes where that of this process goes, unless `quiet`: then it is kept, and shown
 * only in the error of a failing program.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, shell?: boolean }} [options]
 * @returns {Promise<string>} what a quiet program printed
 * @throws {Error} when the program can't be started or ends with another code than 0
 */
export function run(command, args, { quiet = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, { ...options, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    let printed = '';
    let errorOutput = '';
    child.stdout?.on('data', chunk => (printed += String(chunk)));
    child.stderr?.on('data', chunk => (errorOutput += String(chunk)));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) {
        resolve(printed);
        return;
      }
      const outcome = `${command} ${args.join(' ')} ended with ${signal ?? code}`;
      reject(new Error([outcome, printed, errorOutput].filter(Boolean).join('\n').trimEnd()));
    });
  });
}

/**
 * Runs the npm that has started this process, or the one on PATH.
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, node?: string }} [options] `node`: what npm
 *   and the packages' scripts run on, if not the Node of this process
 */
export function npm(args, { node = process.execPath, env = process.env, ...options } = {}) {
  // npm tells its children in these variables which Node it runs on, and install scripts rely on it.
  const { npm_config_user_agent: _, npm_config_local_prefix: __, ...environment } = env;
  environment['PATH'] = path.dirname(node) + path.delimiter + (env['PATH'] ?? '');
  const cli = env['npm_execpath'];
  if (cli?.endsWith('.js')) return run(node, [cli, ...args], { ...options, env: environment });
  return run('npm', args, { ...options, env: environment, shell: process.platform === 'win32' });
}

/** Ends all children that still run. */
export async function endAll() {
  await Promise.all([...running].map(end));
}

process.once('exit', () => running.forEach(child => signalGroup(child, 'SIGKILL')));
for (const [signal, code] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])) {
  process.once(signal, () => {
    process.exitCode ??= code;
    void endAll().then(() => process.exit());
  });
}
