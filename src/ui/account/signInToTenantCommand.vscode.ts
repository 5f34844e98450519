import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';
import { isNode } from '../tree/nodes.ts';

/** Signs in to the tenant of the row: one that wants more proof than the account's own sign-in. */
export const signInToTenant: Command = {
  id: 'aci.signInToTenant',
  failure: () => l10n.t('Could not sign in to the tenant'),
  async run(app, argument) {
    if (isNode(argument) && argument.kind === 'tenant') await app.account.signInTo(argument.tenant);
  },
};
