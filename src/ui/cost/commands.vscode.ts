import * as l10n from '@vscode/l10n';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App, Command } from '../app.ts';
import { selectedGroups, selectedNodes } from '../tree/selection.vscode.ts';
import type { ResourceGroupRef } from './actual/readActualCost.ts';

export const costCommands: readonly Command[] = [
  /** Shows what the bill says of a resource group. */
  {
    id: 'aci.actualCost',
    failure: () => l10n.t('Could not read the actual cost'),
    async run(app, argument, selected) {
      const group = await resourceGroupOf(app, argument, selected);
      if (!group) return;
      const { showActualCost } = await import('./actual/showActualCost.vscode.ts');
      await showActualCost(app, group);
    },
  },
  /** Shows what all container groups of the chosen subscriptions cost. */
  {
    id: 'aci.costOverview',
    failure: () => l10n.t('Could not show what container groups cost'),
    async run(app) {
      if (!(await ensureSignedIn(app.account))) return;
      const { openCostOverview } = await import('./overview/costOverviewPanel.vscode.ts');
      await openCostOverview(app);
    },
  },
];

/** The resource group of the row, or of the group that the person picks. */
async function resourceGroupOf(
  app: App,
  argument: unknown,
  selected: unknown,
): Promise<ResourceGroupRef | undefined> {
  const [node] = selectedNodes(app, argument, selected);
  if (node?.kind === 'folder' && node.by === 'resourceGroup') {
    return { subscriptionId: node.subscriptionId, name: node.name };
  }
  const [group] = await selectedGroups(app, () => true, argument, selected, 'one');
  return group && { subscriptionId: group.subscriptionId, name: group.resourceGroup };
}
