import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';

/** Gives somebody a role on a resource group, or on what a message is about. */
export const grantAccess: Command = {
  id: 'aci.grantAccess',
  failure: () => l10n.t('Could not grant access'),
  async run(app, argument) {
    const { chooseAccessTarget } = await import('./chooseAccessTarget.vscode.ts');
    const target = await chooseAccessTarget(app, argument);
    if (!target) return;
    const access = await import('./grantAccess.vscode.ts');
    await access.grantAccess(app, target);
  },
};
