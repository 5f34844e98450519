/** `npm run --silent emulator -- --port 0 --seed demo`: the emulator alone, until it is told to stop. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmulator, type Emulator } from './emulator.ts';
import { chooseSeed } from './seed/choose.ts';
import type { Seed } from './seed/seed.ts';

const usage = 'Usage: npm run --silent emulator -- [--port 0] [--seed demo|empty|groups=N]';

/** A mistake of whoever typed the command. */
class UsageError extends Error {}

function readArguments(): { port: number; seed: Seed } {
  const { port, seed } = parse();
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    throw new UsageError(`--port wants a number from 0 to 65535, not '${port}'.`);
  }
  const chosen = chooseSeed(seed, Date.now());
  if (!chosen) throw new UsageError(`--seed wants demo, empty or groups=N (N up to 20000), not '${seed}'.`);
  return { port: Number(port), seed: chosen };
}

function parse(): { port: string; seed: string } {
  try {
    return parseArgs({
      options: { port: { type: 'string', default: '0' }, seed: { type: 'string', default: 'demo' } },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** What a client needs, on one line of standard output. */
function announce(emulator: Emulator, caFile: string): void {
  const {
    resourceManagerEndpoint,
    activeDirectoryEndpoint,
    tenantId,
    clientId,
    clientSecret,
    subscriptionIds,
  } = emulator;
  const line = {
    resourceManagerEndpoint,
    activeDirectoryEndpoint,
    caFile,
    tenantId,
    clientId,
    clientSecret,
    subscriptionIds,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** The handlers stay: a second Ctrl+C must not cut the cleaning up short. */
function signalled(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve());
  });
}

async function main(): Promise<void> {
  const { port, seed } = readArguments();
  const stop = signalled();
  const emulator = await startEmulator({ port, seed });
  const folder = await mkdtemp(join(tmpdir(), 'azure-emulator-'));
  try {
    const caFile = join(folder, 'ca.pem');
    await writeFile(caFile, emulator.ca);
    announce(emulator, caFile);
    await stop;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await emulator.close();
  }
}

function explain(error: unknown): { message: string; code: number } {
  if (error instanceof UsageError) return { message: `${error.message}\n${usage}`, code: 2 };
  if (!(error instanceof Error)) return { message: String(error), code: 1 };
  if ('code' in error && error.code === 'EADDRINUSE') {
    return {
      message: 'The port is taken by another program. Choose another, or --port 0 for any free one.',
      code: 1,
    };
  }
  if ('code' in error && error.code === 'EACCES') {
    return { message: 'This port may not be opened without more rights. Choose one above 1023.', code: 1 };
  }
  return { message: error.stack ?? error.message, code: 1 };
}

try {
  await main();
  process.exitCode = 0;
} catch (error) {
  const { message, code } = explain(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}
