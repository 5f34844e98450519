import * as vscode from 'vscode';
import { permittedContainers } from '../access/guard.ts';
import type { Command } from '../app.ts';

/** Opens a shell in a running container. */
export const openTerminal: Command = {
  id: 'aci.openTerminal',
  failure: () => vscode.l10n.t('Could not open a terminal'),
  async run(app, argument, selected) {
    const { selectedTarget } = await import('../terminal/target.ts');
    const target = await selectedTarget(app, argument, selected);
    if (!target) return;
    const [permitted] = await permittedContainers(app, 'exec', [target.ref]);
    if (permitted) await app.terminals.open(target);
  },
};
