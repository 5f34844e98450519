import * as vscode from 'vscode';
import { permittedContainers } from '../access/guard.ts';
import type { Command } from '../app.ts';

/** Runs one command line in a running container, and shows its output and exit code. */
export const runCommand: Command = {
  id: 'aci.runCommand',
  failure: () => vscode.l10n.t('Could not run the command'),
  async run(app, argument, selected) {
    const { selectedTarget } = await import('../terminal/target.ts');
    const target = await selectedTarget(app, argument, selected);
    if (!target) return;
    const [permitted] = await permittedContainers(app, 'exec', [target.ref]);
    if (permitted) await app.terminals.run(target);
  },
};
