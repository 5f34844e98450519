import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setUpWorkbench } from '../../scripts/setUpWorkbench.mjs';

/** The root of the checkout. */
export const root = path.resolve(import.meta.dirname, '../..');

/** A folder with a file or two, to have something open. */
export const sampleFolder = path.join(import.meta.dirname, 'folder');

export interface ServerOptions {
  /** A folder of extensions that are installed already; it is copied. */
  readonly installed?: string;
  /** Packed extensions to install. */
  readonly vsix?: readonly string[];
  /** User settings, on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the extension host, on top of ours. */
  readonly env?: NodeJS.ProcessEnv;
  /** Names of VS Code's own extensions to leave out, such as `microsoft-authentication`. */
  readonly withoutBuiltin?: readonly string[];
  /**
   * Folders are not trusted until the person says so; VS Code asks nothing by itself. Default: every one is trusted.
   */
  readonly untrusted?: boolean;
  /** Honour `extensionDevelopmentPath` and `extensionTestsPath` in the address. No toasts are shown then. */
  readonly testDriver?: boolean;
  /** Default: a free one. */
  readonly port?: number;
  /** Where the browser finds it. Default: `http://127.0.0.1:<port>`. */
  readonly origin?: string;
  /** Further arguments of code-server. */
  readonly args?: readonly string[];
}

export interface Server {
  readonly port: number;
  /** The throw-away folder with settings, extensions and logs. */
  readonly profile: string;
  /** The address of a window on `folder`. */
  windowUrl(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** A path of this machine as the workbench names it. */
  uri(file: string): string;
  /** Adds settings of this machine, which go before the user's: a window that is open takes them over by itself. */
  addMachineSettings(settings: Readonly<Record<string, unknown>>): void;
  /** Adds settings of the user. */
  addUserSettings(settings: Readonly<Record<string, unknown>>): void;
  /** Ends it and removes the profile; before that `look`, if any, may look at what is left in it. */
  stop(look?: () => void): Promise<void>;
}

/** No greeting, no chat, no look-ups, no dialog that nobody asked for. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off', // VS Code would write `false` anew in these words
  'extensions.ignoreRecommendations': true,
  'extensions.webWorker': false, // ours doesn't run there, and VS Code's own that are left out would
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false, // the emulator's would be announced
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'window.commandCenter': false,
  'window.dialogStyle': 'custom',
  'workbench.editor.useModal': 'off', // a modal Settings or Running Extensions swallows F1
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** VS Code's own extensions that have nothing to do with ours, and cost a window seconds of the processor. */
export const unusedBuiltins: readonly string[] = [
  ...['configuration-editing', 'copilot', 'debug-auto-launch', 'debug-server-ready', 'emmet'],
  ...['extension-editing', 'git', 'git-base', 'github', 'github-authentication', 'grunt', 'gulp', 'ipynb'],
  ...['jake', 'merge-conflict', 'mermaid-markdown-features', 'ms-vscode.js-debug'],
  ...['ms-vscode.js-debug-companion', 'ms-vscode.vscode-js-profile-table', 'notebook-renderers', 'npm'],
  ...['php-language-features', 'terminal-suggest', 'tunnel-forwarding', 'typescript-language-features'],
];

/**
 * Starts a real VS Code workbench on loopback, with a throw-away profile.
 * @throws Error when an extension can't be installed or the server doesn't come up at all
 */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const installed = await setUpWorkbench();
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-workbench-'));
  const trust = { 'security.workspace.trust.enabled': options.untrusted === true };
  const settings = { ...quietSettings, ...trust, ...options.settings };
  fs.mkdirSync(path.join(profile, 'User'));
  fs.writeFileSync(path.join(profile, 'User/settings.json'), JSON.stringify(settings, null, 2));
  // It is there before anybody looks for changes: of a folder that comes later, VS Code hears seconds later or never.
  const machine = path.join(profile, 'Machine/settings.json');
  fs.mkdirSync(path.dirname(machine));
  fs.writeFileSync(machine, '{}');
  fs.writeFileSync(path.join(profile, 'config.yaml'), ''); // otherwise one in the home folder is read

  const command = [
    ...[installed.server, '--config', path.join(profile, 'config.yaml')],
    ...['--user-data-dir', profile, '--extensions-dir', path.join(profile, 'extensions')],
  ];
  if (options.installed !== undefined) copyExtensions(options.installed, path.join(profile, 'extensions'));
  const env = serverEnvironment(profile, options.env ?? {});
  const log = path.join(profile, 'server.log');
  const run = (args: readonly string[]): ChildProcess => {
    const output = fs.openSync(log, 'a');
    try {
      return spawn(installed.node, [...command, ...args], {
        env,
        stdio: ['ignore', output, output],
        detached: true, // a group of its own, which ends as one
      });
    } finally {
      fs.closeSync(output);
    }
  };

  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const cleanUp = cleanUpWithUs(() => child, profile);
  try {
    for (const vsix of options.vsix ?? []) {
      child = run(['--install-extension', vsix, '--force']);
      const [code] = (await once(child, 'exit')) as [number | null];
      if (code !== 0) throw new Error(`${vsix} can't be installed:\n${fs.readFileSync(log, 'utf8')}`);
    }
    child = run([
      ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
      ...['--disable-telemetry', '--disable-update-check'],
      ...(options.untrusted === true ? [] : ['--disable-workspace-trust']),
      '--disable-getting-started-override',
      ...(options.testDriver === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
      ...builtinExtensionsArguments(installed.builtinExtensions, profile, options.withoutBuiltin ?? []),
      ...(options.args ?? []),
    ]);
    await untilHealthy(url, child, log);
  } catch (error) {
    cleanUp();
    throw error;
  }

  const server = child;
  const origin = options.origin ?? url;
  const uri = (file: string): string => `vscode-remote://${new URL(origin).host}${file}`;
  return {
    port,
    profile,
    uri,
    addMachineSettings(more) {
      const present = JSON.parse(fs.readFileSync(machine, 'utf8')) as object;
      fs.writeFileSync(machine, JSON.stringify({ ...present, ...more }));
    },
    addUserSettings(more) {
      const user = path.join(profile, 'User/settings.json');
      const present = JSON.parse(fs.readFileSync(user, 'utf8')) as object;
      fs.writeFileSync(user, JSON.stringify({ ...present, ...more }, null, 2));
    },
    windowUrl(folder, payload = []) {
      const query = new URLSearchParams({ folder });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `${origin}/?${query.toString()}`;
    },
    async stop(look) {
      try {
        await end(server);
        look?.();
      } finally {
        cleanUp();
      }
    },
  };
}

/** VS Code's list of what is installed names each extension's folder in full. */
function copyExtensions(from: string, to: string): void {
  fs.cpSync(from, to, { recursive: true });
  const list = path.join(to, 'extensions.json');
  fs.writeFileSync(list, fs.readFileSync(list, 'utf8').replaceAll(from, to));
}

/** Ours, less what speaks to VS Code, npm or Azure; and nothing is looked up or written to the home folder. */
function serverEnvironment(profile: string, extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|npm_|AZURE_|IDENTITY_|MSI_)/i;
  const ours = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  const xdg = path.join(profile, 'xdg');
  return { ...ours, EXTENSIONS_GALLERY: '{}', XDG_DATA_HOME: xdg, XDG_CONFIG_HOME: xdg, ...extra };
}

/** The server has no switch to leave one of VS Code's own extensions out, but takes another folder of them. */
function builtinExtensionsArguments(
  builtinExtensions: string,
  profile: string,
  without: readonly string[],
): readonly string[] {
  if (without.length === 0) return [];
  const folder = path.join(profile, 'builtin-extensions');
  fs.mkdirSync(folder);
  for (const name of fs.readdirSync(builtinExtensions)) {
    if (!without.includes(name)) fs.symlinkSync(path.join(builtinExtensions, name), path.join(folder, name));
  }
  return ['--builtin-extensions-dir', folder];
}

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port to be had.');
  return address.port;
}

/** Only what hangs takes as long (ms). */
const longestStart = 300_000;

async function untilHealthy(url: string, child: ChildProcess, log: string): Promise<void> {
  const giveUp = Date.now() + longestStart;
  while (!(await answers(`${url}/healthz`))) {
    if (child.exitCode !== null) throw new Error(`The server ended:\n${fs.readFileSync(log, 'utf8')}`);
    if (Date.now() > giveUp) throw new Error(`The server doesn't answer:\n${fs.readFileSync(log, 'utf8')}`);
    await sleep(50);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Cleans up when this process ends by itself or by a signal. Returns: does so now. */
function cleanUpWithUs(running: () => ChildProcess | undefined, profile: string): () => void {
  const cleanUp = (): void => {
    const child = running();
    if (child !== undefined) signalGroup(child, 'SIGKILL');
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  const exit = (): never => process.exit(process.exitCode ?? 143);
  process.once('exit', cleanUp).once('SIGTERM', exit).once('SIGINT', exit);
  return () => {
    process.off('exit', cleanUp).off('SIGTERM', exit).off('SIGINT', exit);
    cleanUp();
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const insist = setTimeout(() => signalGroup(child, 'SIGKILL'), 3000);
  const gone = once(child, 'exit');
  signalGroup(child, 'SIGTERM');
  await gone;
  clearTimeout(insist);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}
