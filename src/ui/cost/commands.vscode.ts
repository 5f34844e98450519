import * as l10n from '@vscode/l10n';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { Command } from '../app.ts';

export const costCommands: readonly Command[] = [
  /** Shows what all container groups of the chosen subscriptions cost. */
  {
    id: 'aci.costOverview',
    failure: () => l10n.t('Could not show what container groups cost'),
    async run(app) {
      if (!(await ensureSignedIn(app.account))) return;
      const { openCostOverview } = await import('./overview/costOverviewPanel.vscode.ts');
      openCostOverview(app);
    },
  },
];
