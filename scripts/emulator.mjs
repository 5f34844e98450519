// @ts-check
// Starts the emulator alone: `npm run --silent emulator -- --port 0 --seed demo`. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// Standard output is only for the emulator's one line: the set-up prints to standard error.
const setup = fileURLToPath(new URL('setup.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [setup], { stdio: ['ignore', 2, 2] });
if (status !== 0) process.exit(1);

// npm passes a signal on to its shell only, which ends and leaves this process running: a new parent means SIGTERM.
if (process.env['npm_lifecycle_event'] !== undefined) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.emit('SIGTERM');
  }, 200).unref();
}

// In this process, not in a child: stopping it stops the emulator.
const { register } = await import('tsx/esm/api');
register();
await import('../src/emulator/cli.ts');
