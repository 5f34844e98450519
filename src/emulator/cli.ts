/** `npm run --silent emulator -- --port 0 --seed demo`: the emulator alone, until a signal stops it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmulator, type Emulator } from './emulator.ts';
import { chooseSeed } from './seed/chooseSeed.ts';
import type { Seed } from './seed/seed.ts';

const usage = 'Usage: npm run --silent emulator -- [--port 0] [--seed demo|empty|groups=N] [--passwordless]';

/** A mistake in the command line. */
class UsageError extends Error {}

function readArguments(): { port: number; seed: Seed; passwordless: boolean } {
  const { port, seed, passwordless } = parse();
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    throw new UsageError(`--port wants a number from 0 to 65535, not '${port}'.`);
  }
  const chosen = chooseSeed(seed, Date.now());
  if (!chosen) throw new UsageError(`--seed wants demo, empty or groups=N (N up to 20000), not '${seed}'.`);
  return { port: Number(port), seed: chosen, passwordless };
}

function parse(): { port: string; seed: string; passwordless: boolean } {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: '0' },
        seed: { type: 'string', default: 'demo' },
        passwordless: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

interface Files {
  readonly caFile: string;
  /** Certificate and private key of the application. */
  readonly clientCertificateFile: string;
  /** What its federated credential trusts, for a day. */
  readonly federatedTokenFile: string;
}

/** Only their owner may read them: they hold secrets. */
async function writeFiles(emulator: Emulator, folder: string): Promise<Files> {
  const write = async (name: string, text: string) => {
    const file = join(folder, name);
    await writeFile(file, text, { mode: 0o600 });
    return file;
  };
  return {
    caFile: await write('ca.pem', emulator.ca),
    clientCertificateFile: await write('client.pem', await emulator.createClientCertificate()),
    federatedTokenFile: await write('federated-token', emulator.entra.federatedToken(24 * 3600)),
  };
}

/** What a client needs, on one line of standard output. */
function announce(emulator: Emulator, files: Files): void {
  const {
    resourceManagerEndpoint,
    activeDirectoryEndpoint,
    tenantId,
    clientId,
    clientSecret,
    identityEndpoint,
    identityHeader,
    subscriptionIds,
  } = emulator;
  const { caFile, clientCertificateFile, federatedTokenFile } = files;
  const line = {
    resourceManagerEndpoint,
    activeDirectoryEndpoint,
    caFile,
    tenantId,
    clientId,
    clientSecret,
    clientCertificateFile,
    federatedTokenFile,
    identityEndpoint,
    identityHeader,
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
  const { port, seed, passwordless } = readArguments();
  const stop = signalled();
  const emulator = await startEmulator({ port, seed, switches: { entra: { passwordless } } });
  const folder = await mkdtemp(join(tmpdir(), 'azure-emulator-'));
  try {
    announce(emulator, await writeFiles(emulator, folder));
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
