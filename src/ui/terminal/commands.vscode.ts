import * as l10n from '@vscode/l10n';
import { filterPermittedContainers } from '../shared/permissionCheck.vscode.ts';
import type { Command } from '../app.ts';

export const terminalCommands: readonly Command[] = [
  /** Opens a shell in a running container. */
  {
    id: 'aci.openTerminal',
    failure: () => l10n.t('Could not open a terminal'),
    async run(app, argument, selected) {
      const { resolveTerminalTarget } = await import('./terminalTarget.vscode.ts');
      const target = await resolveTerminalTarget(app, argument, selected);
      if (!target) return;
      const [permitted] = await filterPermittedContainers(app, 'exec', [target.ref]);
      if (permitted) await app.terminals.open(target);
    },
  },
  /** Runs one command line in a running container, and shows its output and exit code. */
  {
    id: 'aci.runCommand',
    failure: () => l10n.t('Could not run the command'),
    async run(app, argument, selected) {
      const { resolveTerminalTarget } = await import('./terminalTarget.vscode.ts');
      const target = await resolveTerminalTarget(app, argument, selected);
      if (!target) return;
      const [permitted] = await filterPermittedContainers(app, 'exec', [target.ref]);
      if (permitted) await app.terminals.run(target);
    },
  },
];
