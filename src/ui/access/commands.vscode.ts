import * as l10n from '@vscode/l10n';
import { chooseSubscriptionToRegister } from './chooseSubscriptionToRegister.vscode.ts';
import type { Command } from '../app.ts';

export const accessCommands: readonly Command[] = [
  /** Gives somebody a role on a resource group, or on what a message is about. */
  {
    id: 'aci.grantAccess',
    failure: () => l10n.t('Could not grant access'),
    async run(app, argument) {
      const { chooseAccessTarget } = await import('./chooseAccessTarget.vscode.ts');
      const target = await chooseAccessTarget(app, argument);
      if (!target) return;
      const access = await import('./grantAccess.vscode.ts');
      await access.grantAccess(app, target);
    },
  },
  {
    id: 'aci.registerProvider',
    failure: () => l10n.t('Could not register container instances'),
    run: chooseSubscriptionToRegister,
  },
  /** Lists who has which role on a resource group, given there or above it. */
  {
    id: 'aci.whoHasAccess',
    failure: () => l10n.t('Could not read who has access'),
    async run(app, argument) {
      const { chooseAccessTarget } = await import('./chooseAccessTarget.vscode.ts');
      const target = await chooseAccessTarget(app, argument);
      if (!target) return;
      const { showWhoHasAccess } = await import('./showWhoHasAccess.vscode.ts');
      await showWhoHasAccess(app, target);
    },
  },
];
