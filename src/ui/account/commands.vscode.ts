import * as l10n from '@vscode/l10n';
import { isNode } from '../tree/nodes.ts';
import { forgetSecrets } from './forgetSecrets.vscode.ts';
import { showAccountMenu } from './accountMenu.vscode.ts';
import { signIn } from './signIn.vscode.ts';
import { signOut } from './signOut.vscode.ts';
import type { Command } from '../app.ts';

export const accountCommands: readonly Command[] = [
  { id: 'aci.forgetSecrets', failure: () => l10n.t('Could not forget the secrets'), run: forgetSecrets },
  {
    id: 'aci.showAccount',
    failure: () => l10n.t('Could not change the account or cloud'),
    run: showAccountMenu,
  },
  { id: 'aci.signIn', failure: () => l10n.t('Could not sign in'), run: signIn },
  /** Signs in to the tenant of the row: one that wants more proof than the account's own sign-in. */
  {
    id: 'aci.signInToTenant',
    failure: () => l10n.t('Could not sign in to the tenant'),
    async run(app, argument) {
      if (isNode(argument) && argument.kind === 'tenant') await app.account.signInTo(argument.tenant);
    },
  },
  { id: 'aci.signOut', failure: () => l10n.t('Could not sign out'), run: signOut },
  {
    id: 'aci.tryEmulator',
    failure: () => l10n.t('Could not start the emulator'),
    run: app => app.account.chooseCloud('emulator'),
  },
];
