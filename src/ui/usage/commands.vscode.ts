import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';

export const usageCommands: readonly Command[] = [
  {
    id: 'aci.showUsage',
    failure: () => l10n.t('Could not read usage and quota'),
    async run(app, argument) {
      const { showUsage } = await import('./showUsage.vscode.ts');
      await showUsage(app, argument);
    },
  },
];
