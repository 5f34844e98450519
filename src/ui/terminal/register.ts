import * as vscode from 'vscode';
import { permittedContainers } from '../access/guard.ts';
import type { App } from '../app.ts';

/** The entry *Azure Container Instances* in the menu of the terminal's `+`. */
export function registerTerminalProfile(app: App, inUse: () => Promise<void>): vscode.Disposable {
  const toBeShown = new WeakSet<vscode.Pseudoterminal>();
  // From the palette, with the panel closed, the editor opens a profile's terminal without showing it.
  const opened = vscode.window.onDidOpenTerminal(terminal => {
    if ('pty' in terminal.creationOptions && toBeShown.has(terminal.creationOptions.pty)) terminal.show();
  });
  const provider = vscode.window.registerTerminalProfileProvider('aci.terminal', {
    async provideTerminalProfile() {
      const options = await pickedOptions(app, inUse);
      // The editor shows the message of a profile's failure, and a message of its own where there is no profile.
      // Of a failure without a message it shows nothing, which is what somebody expects who closed a box.
      if (!options) throw new Error('');
      toBeShown.add(options.pty);
      return new vscode.TerminalProfile(options);
    },
  });
  return vscode.Disposable.from(provider, opened);
}

async function pickedOptions(
  app: App,
  inUse: () => Promise<void>,
): Promise<vscode.ExtensionTerminalOptions | undefined> {
  try {
    await inUse();
    const { pickedTarget } = await import('./target.ts');
    const target = await pickedTarget(app);
    const [permitted] = await permittedContainers(app, 'exec', target ? [target.ref] : []);
    return target && permitted && (await app.terminals.options(target, 'ask'));
  } catch (error) {
    app.report.show(vscode.l10n.t('Could not open a terminal'), error);
    return undefined;
  }
}
