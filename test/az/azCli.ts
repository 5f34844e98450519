/** Azure CLI as it was installed, with a configuration of its own, signed in to an emulator. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/emulator.ts';
import { tenants } from '../../src/emulator/seed/contoso.ts';

export interface AzResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

export interface AzCli {
  readonly emulator: Emulator;
  /** For files that a command reads or writes; gone with `close`. */
  readonly folder: string;
  /** Runs `az` to its end. */
  run(args: readonly string[], environment?: Environment): Promise<AzResult>;
  /** What `az` prints, as JSON. Throws where it fails. */
  json(...args: string[]): Promise<unknown>;
  /** Starts `az` without waiting for it. */
  start(args: readonly string[], environment?: Environment): RunningAz;
  /** Starts `az` in a terminal, and types what it is given. */
  terminal(...args: string[]): RunningAz;
  close(): Promise<void>;
}

export interface RunningAz {
  readonly ended: Promise<AzResult>;
  /** Resolves with the first match in what is printed, to either stream. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  type(text: string): void;
  /** Ends it, as Ctrl+C does. */
  interrupt(): void;
}

/** Starts an emulator and registers it as the cloud that `az` talks to. Nobody is signed in yet. */
export async function openAzCli(options: EmulatorOptions = {}): Promise<AzCli> {
  const emulator = await startEmulator(options);
  const folder = await mkdtemp(join(tmpdir(), 'azure-cli-'));
  const ca = join(folder, 'ca.pem');
  await writeFile(ca, emulator.ca);
  const environment: Environment = {
    PATH: process.env['PATH'] ?? '',
    LANG: 'C.UTF-8',
    HOME: folder,
    AZURE_CONFIG_DIR: join(folder, 'config'),
    AZURE_CORE_COLLECT_TELEMETRY: 'false',
    AZURE_CORE_NO_COLOR: 'true',
    REQUESTS_CA_BUNDLE: ca,
    // What `az container exec` opens its socket with.
    WEBSOCKET_CLIENT_CA_BUNDLE: ca,
  };
  const start: AzCli['start'] = (args, more = {}) =>
    watch(spawn('az', args, { env: { ...environment, ...more } }));
  const cli: AzCli = {
    emulator,
    folder,
    start,
    run: (args, more) => start(args, more).ended,
    async json(...args) {
      const { code, stdout, stderr } = await cli.run([...args, '--output', 'json']);
      assert.equal(code, 0, `az ${args.join(' ')}\n${stderr}`);
      return stdout.trim() === '' ? undefined : (JSON.parse(stdout) as unknown);
    },
    terminal(...args) {
      const command = ['az', ...args].map(arg => `'${arg.replaceAll("'", String.raw`'\''`)}'`).join(' ');
      return watch(
        spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], { env: environment }),
      );
    },
    async close() {
      await emulator.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  const endpoint = emulator.resourceManagerEndpoint;
  // The directory's address comes from the emulator's own `/metadata/endpoints`.
  const register = ['cloud', 'register', '--name', 'Emulator', '--endpoint-resource-manager', endpoint];
  await cli.json(...register, '--endpoint-management', endpoint);
  await cli.json('cloud', 'set', '--name', 'Emulator');
  return cli;
}

/** The same, with the emulator's application signed in, in this subscription. */
export async function openSignedInAzCli(subscription: string, options: EmulatorOptions = {}): Promise<AzCli> {
  const cli = await openAzCli(options);
  const { clientId, clientSecret } = cli.emulator;
  await signIn(cli, '--service-principal', '--username', clientId, '--password', clientSecret);
  await cli.json('account', 'set', '--subscription', subscription);
  return cli;
}

/** Signs in to the home tenant. */
export function signIn(cli: AzCli, ...args: string[]): Promise<unknown> {
  return cli.json('login', ...args, '--tenant', tenants[0].tenantId);
}

function watch(child: ChildProcess): RunningAz {
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const look of waiting) look();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const look of waiting) look();
  });
  const ended = new Promise<AzResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code: code ?? -1, stdout, stderr }));
  });
  return {
    ended,
    type: text => child.stdin?.write(text),
    interrupt: () => child.kill('SIGINT'),
    printed: pattern =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(stdout) ?? pattern.exec(stderr);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
        void ended.then(
          ({ code }) => reject(new Error(`az ended with ${code} first:\n${stdout}${stderr}`)),
          reject,
        );
      }),
  };
}
