import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { filterPermittedContainers } from '../shared/permissionCheck.vscode.ts';
import type { App } from '../app.ts';

/** The entry *Azure Container Instances* in the menu of the terminal's `+`. */
export class ContainerTerminalProfileProvider implements vscode.TerminalProfileProvider, vscode.Disposable {
  readonly #app: App;
  readonly #inUse: () => Promise<void>;
  readonly #toBeShown = new WeakSet<vscode.Pseudoterminal>();
  /** From the palette, with the panel closed, the editor opens a profile's terminal without showing it. */
  readonly #opened = vscode.window.onDidOpenTerminal(terminal => {
    const { creationOptions } = terminal;
    if ('pty' in creationOptions && this.#toBeShown.has(creationOptions.pty)) terminal.show();
  });

  constructor(app: App, inUse: () => Promise<void>) {
    this.#app = app;
    this.#inUse = inUse;
  }

  async provideTerminalProfile(): Promise<vscode.TerminalProfile> {
    const options = await pickTerminalOptions(this.#app, this.#inUse);
    // The editor shows the message of a profile's failure, and a message of its own where there is no profile.
    // Of a failure without a message it shows nothing, which is what somebody expects who closed a box.
    if (!options) throw new Error('');
    this.#toBeShown.add(options.pty);
    return new vscode.TerminalProfile(options);
  }

  dispose(): void {
    this.#opened.dispose();
  }
}

async function pickTerminalOptions(
  app: App,
  inUse: () => Promise<void>,
): Promise<vscode.ExtensionTerminalOptions | undefined> {
  try {
    await inUse();
    const { pickTerminalTarget } = await import('./terminalTarget.vscode.ts');
    const target = await pickTerminalTarget(app);
    const [permitted] = await filterPermittedContainers(app, 'exec', target ? [target.ref] : []);
    return target && permitted && (await app.terminals.options(target, 'ask'));
  } catch (error) {
    app.report.show(l10n.t('Could not open a terminal'), error);
    return undefined;
  }
}
