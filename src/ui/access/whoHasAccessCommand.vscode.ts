import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';

/** Lists who has which role on a resource group, given there or above it. */
export const whoHasAccess: Command = {
  id: 'aci.whoHasAccess',
  failure: () => l10n.t('Could not read who has access'),
  async run(app, argument) {
    const { chooseAccessTarget } = await import('./chooseAccessTarget.vscode.ts');
    const target = await chooseAccessTarget(app, argument);
    if (!target) return;
    const { showWhoHasAccess } = await import('./showWhoHasAccess.vscode.ts');
    await showWhoHasAccess(app, target);
  },
};
