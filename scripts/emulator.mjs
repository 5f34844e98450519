// Starts the emulator alone: `npm run --silent emulator -- --port 0 --seed demo`. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

// On a fresh clone. Standard output belongs to the emulator's one line, so npm's goes to standard error.
if (!existsSync(`${root}/node_modules/tsx`)) {
  console.error('Installing dependencies (npm ci) …');
  // A loglevel of its own: `npm run --silent` hands its silence on.
  const windows = process.platform === 'win32';
  const install = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: windows,
  });
  if (install.status !== 0) {
    console.error('npm ci failed, so the emulator cannot start.');
    process.exit(1);
  }
}

// npm hands a signal on to its shell only, which dies of it and leaves us behind: that is our signal then.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.emit('SIGTERM');
  }, 200).unref();
}

// In this very process, not in a child: who stops this stops the emulator.
const { register } = await import('tsx/esm/api');
register();
await import('../src/emulator/cli.ts');
