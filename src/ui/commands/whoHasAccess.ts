import * as vscode from 'vscode';
import type { Command } from '../app.ts';

/** Lists who has which role on a resource group, given there or above it. */
export const whoHasAccess: Command = {
  id: 'aci.whoHasAccess',
  failure: () => vscode.l10n.t('Could not read who has access'),
  async run(app, argument) {
    const { chosenTarget } = await import('../access/pickScope.ts');
    const target = await chosenTarget(app, argument);
    if (!target) return;
    const { showAccess } = await import('../access/showAccess.ts');
    await showAccess(app, target);
  },
};
