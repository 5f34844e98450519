// @ts-check
// Child processes: each in a process group of its own, and none of them outlives us.
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

/** @type {Set<import('node:child_process').ChildProcess>} */
const living = new Set();

/**
 * Ends a child and everything that it has started: asks first, insists five seconds later.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<void>} once the child is gone
 */
export function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) {
    signalGroup(child, 'SIGKILL'); // what the child may have left behind
    return Promise.resolve();
  }
  return new Promise(resolve => {
    const insist = setTimeout(() => signalGroup(child, 'SIGKILL'), 5000);
    child.once('exit', () => {
      clearTimeout(insist);
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
 * Starts a program in a process group of its own, which ends with us.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { detached: process.platform !== 'win32', ...options });
  living.add(child);
  child.once('exit', () => living.delete(child));
  return child;
}

/**
 * Runs a program to its end. Its output goes where ours goes, unless `quiet`: then it is kept, and shown
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
    let complaint = '';
    child.stdout?.on('data', chunk => (printed += String(chunk)));
    child.stderr?.on('data', chunk => (complaint += String(chunk)));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) {
        resolve(printed);
        return;
      }
      const ending = `${command} ${args.join(' ')} ended with ${signal ?? code}`;
      reject(new Error([ending, printed, complaint].filter(Boolean).join('\n').trimEnd()));
    });
  });
}

/**
 * Runs the npm that runs us (or the one on PATH).
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, node?: string }} [options] `node`: what npm
 *   and the packages' scripts run on, if not on our Node
 */
export function npm(args, { node = process.execPath, env = process.env, ...options } = {}) {
  // An outer npm tells its children which Node it runs on, and install scripts believe it.
  const { npm_config_user_agent: _, npm_config_local_prefix: __, ...own } = env;
  own['PATH'] = path.dirname(node) + path.delimiter + (env['PATH'] ?? '');
  const cli = env['npm_execpath'];
  if (cli?.endsWith('.js')) return run(node, [cli, ...args], { ...options, env: own });
  return run('npm', args, { ...options, env: own, shell: process.platform === 'win32' });
}

/** Ends everything that still runs. */
export async function endAll() {
  await Promise.all([...living].map(end));
}

process.once('exit', () => living.forEach(child => signalGroup(child, 'SIGKILL')));
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
