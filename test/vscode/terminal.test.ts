import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../src/azure/credentials/emulatorCredentials.ts';
import { systemClock } from '../../src/core/clock.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { development } from '../../src/emulator/seed/contoso.ts';
import type { TerminalTarget } from '../../src/ui/app.ts';
import { ErrorReporter } from '../../src/ui/shared/errorReporter.vscode.ts';
import { ContainerTerminals } from '../../src/ui/terminal/containerTerminals.vscode.ts';
import { outputText } from './outputText.ts';
import { choose, nextPick, nextTerminal } from './terminalDriver.ts';
import { cloudOf } from '../cloudOf.ts';

const hello: TerminalTarget = {
  ref: {
    group: {
      cloud: 'emulator',
      subscriptionId: development,
      resourceGroup: 'rg-playground',
      name: 'hello',
    },
    container: 'hello',
  },
  image: 'mcr.microsoft.com/azuredocs/aci-helloworld',
  os: 'Linux',
};

/** `globalState`, new for each test. */
class Memory implements vscode.Memento {
  readonly #kept = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.#kept.keys()];
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the editor's own signature
  get<T>(key: string): T | undefined;
  get<T>(key: string, otherwise: T): T;
  get<T>(key: string, otherwise?: T): T | undefined {
    return (this.#kept.get(key) as T | undefined) ?? otherwise;
  }

  update(key: string, value: unknown): Promise<void> {
    this.#kept.set(key, value);
    return Promise.resolve();
  }
}

describe('A terminal in an extension host', () => {
  let emulator: Emulator;
  let terminals: ContainerTerminals;
  let log: vscode.LogOutputChannel;

  before(async () => {
    emulator = await startEmulator();
    log = vscode.window.createOutputChannel('Terminals under test', { log: true });
  });
  beforeEach(() => {
    terminals = new ContainerTerminals({
      aci: createAzureApi(cloudOf(emulator), emulatorCredentials(emulator), { clock: systemClock }),
      clock: systemClock,
      report: new ErrorReporter(log),
      memory: new Memory(),
    });
  });
  afterEach(() => {
    terminals.dispose();
    for (const terminal of vscode.window.terminals) terminal.dispose();
  });
  after(async () => {
    log.dispose();
    await emulator.close();
  });

  /** Opens a terminal with this shell, as the first one of its image. */
  async function open(shell: string) {
    const next = nextTerminal();
    const box = nextPick();
    const opening = terminals.open(hello);
    await choose(await box, shell);
    await opening;
    return { ...next, terminal: await next.opened };
  }

  /** Closes it; waits until its session is closed on the other side too. */
  async function close(terminal: vscode.Terminal): Promise<void> {
    terminal.dispose();
    while (emulator.arm.execSockets.openCount > 0) await new Promise(setImmediate);
  }

  it('has the size that it has on the screen, takes input, and ends its session with its tab', async () => {
    const { terminal, shows } = await open('/bin/sh');
    assert.equal(terminal.name, 'hello/hello');
    await shows(/\/ # $/);
    terminal.sendText('stty size');
    const [, rows = 0, columns = 0] = (/\r\n(\d+) (\d+)\r\n/.exec(await shows(/\d\r\n\/ # $/)) ?? []).map(
      Number,
    );
    assert.ok(rows > 1 && columns > 1, `${rows} ${columns}`);
    terminal.sendText('echo grüße', false);
    terminal.sendText('\r', false);
    assert.match(await shows(/e\r\n\/ # $/), /\r\ngrüße\r\n/);
    assert.equal(emulator.arm.execSockets.openCount, 1);
    await close(terminal);
  });

  it('remembers the shell of its image, and asks no more', async () => {
    const first = await open('/bin/sh');
    await first.shows(/\/ # $/);
    await close(first.terminal);
    const next = nextTerminal();
    await terminals.open(hello);
    await next.shows(/Opening \/bin\/sh[^]*\/ # $/);
    await close(await next.opened);
  });

  it('lets one choose another shell where the image does not have the first one', async () => {
    const { terminal, shows } = await open('/bin/bash');
    assert.match(await shows(/choose another shell/), /\/bin\/bash ended at once/);
    const box = nextPick();
    terminal.sendText('\r', false);
    await choose(await box, '/bin/sh');
    await shows(/\/ # $/);
    await close(terminal);
  });

  it('offers stty after a resize, and types it only when that is wanted (exec does not resize, azure-cli#11083)', async () => {
    const { terminal, shows } = await open('/bin/sh');
    await shows(/\/ # $/);
    const ask = vscode.window.showInformationMessage;
    const asked: string[] = [];
    const answered = (message: string, ...buttons: readonly string[]) => {
      asked.push(message);
      return Promise.resolve(buttons[0]);
    };
    Object.assign(vscode.window, { showInformationMessage: answered });
    try {
      await vscode.commands.executeCommand('workbench.action.toggleMaximizedPanel');
      const typed = await shows(/stty cols \d+ rows \d+\r\n\/ # $/);
      assert.equal(asked.length, 1);
      assert.ok(asked[0]?.includes(/stty cols \d+ rows \d+/.exec(typed)?.[0] ?? 'nothing'), asked[0]);
    } finally {
      Object.assign(vscode.window, { showInformationMessage: ask });
      await vscode.commands.executeCommand('workbench.action.toggleMaximizedPanel');
    }
    await close(terminal);
  });

  it('reconnects on Enter where the connection was lost', async () => {
    const { terminal, shows } = await open('/bin/sh');
    await shows(/\/ # $/);
    emulator.arm.execSockets.terminateAll();
    assert.match(await shows(/Press Enter to reconnect/), /The connection to 127\.0\.0\.1:\d+ was lost\./);
    terminal.sendText('\r', false);
    await shows(/\/ # $/);
    await close(terminal);
  });

  it('runs a command with arguments, and shows its output and exit code (exec takes no arguments, azure-cli#10039)', async () => {
    const ask = vscode.window.showInputBox;
    Object.assign(vscode.window, { showInputBox: () => Promise.resolve("echo 'a  b' c; exit 3") });
    try {
      await terminals.run(hello);
    } finally {
      Object.assign(vscode.window, { showInputBox: ask });
    }
    const text = await outputText('Commands in hello/hello', shown => shown.includes('exit code'));
    assert.equal(text, "$ echo 'a  b' c; exit 3\na  b c\n── exit code 3 ──\n\n");
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
});
