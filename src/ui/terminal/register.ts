import * as vscode from 'vscode';
import { permittedContainers } from '../access/guard.ts';
import type { App } from '../app.ts';

/** The entry *Azure Container Instances* in the menu of the terminal's `+`. */
export function registerTerminalProfile(app: App, inUse: () => Promise<void>): vscode.Disposable {
  return vscode.window.registerTerminalProfileProvider('aci.terminal', {
    async provideTerminalProfile() {
      try {
        await inUse();
        const { pickedTarget } = await import('./target.ts');
        const target = await pickedTarget(app);
        const [permitted] = await permittedContainers(app, 'exec', target ? [target.ref] : []);
        const options = target && permitted && (await app.terminals.options(target, 'ask'));
        return options && new vscode.TerminalProfile(options);
      } catch (error) {
        app.report.show(vscode.l10n.t('Could not open a terminal'), error);
        return undefined;
      }
    },
  });
}
