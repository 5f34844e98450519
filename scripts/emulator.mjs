// @ts-check
// Starts the emulator alone: `npm run --silent emulator -- --port 0 --seed demo`. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// Standard output belongs to the emulator's one line, so what the set-up says goes to standard error.
const setup = fileURLToPath(new URL('setup.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [setup], { stdio: ['ignore', 2, 2] });
if (status !== 0) process.exit(1);

// npm hands a signal on to its shell only, which dies of it and leaves us behind: that is our signal then.
if (process.env['npm_lifecycle_event'] !== undefined) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.emit('SIGTERM');
  }, 200).unref();
}

// In this very process, not in a child: who stops this stops the emulator.
const { register } = await import('tsx/esm/api');
register();
await import('../src/emulator/cli.ts');
