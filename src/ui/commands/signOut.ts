import * as vscode from 'vscode';
import type { SignedIn } from '../account/connection.ts';
import { kindName } from '../account/identityWords.ts';
import type { App, Command } from '../app.ts';
import { window } from '../plainWindow.ts';
import { plain } from '../plainText.ts';

/** Takes accounts out of sight and forgets their secrets. */
export const signOut: Command = {
  id: 'aci.signOut',
  failure: () => vscode.l10n.t('Could not sign out'),
  async run({ account }) {
    if (account.accounts.length === 0) {
      await window.showInformationMessage(vscode.l10n.t('Nobody is signed in.'));
      return;
    }
    const leaving = account.accounts.length > 1 ? await pick(account) : account.accounts;
    if (leaving.length === 0 || !(await confirmed(leaving))) return;
    for (const { id } of leaving) await account.remove(id);
  },
};

async function pick({ accounts }: App['account']): Promise<readonly SignedIn[]> {
  const items = accounts.map(account => ({
    label: plain(account.label),
    description: kindName(account.kind, vscode.l10n.t),
    account,
  }));
  const chosen = await window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t('Sign out'),
    placeHolder: vscode.l10n.t('Choose the accounts to sign out'),
  });
  return (chosen ?? []).map(({ account }) => account);
}

async function confirmed(leaving: readonly SignedIn[]): Promise<boolean> {
  const names = leaving.map(({ label }) => label).join(', ');
  const signOutNow = vscode.l10n.t('Sign out');
  const isMicrosoft = leaving.some(({ kind }) => kind === 'microsoft');
  const details = [
    vscode.l10n.t('Its groups are no longer shown, and its secrets are forgotten.'),
    // Only VS Code can end its own sessions: say where.
    isMicrosoft
      ? vscode.l10n.t(
          'VS Code keeps its own session: to end that, open the Accounts menu at the bottom of the activity bar, choose your account, then "Sign Out".',
        )
      : '',
  ];
  const chosen = await window.showInformationMessage(
    vscode.l10n.t('Sign out {0}?', names),
    { modal: true, detail: details.filter(text => text !== '').join('\n\n') },
    signOutNow,
  );
  return chosen === signOutNow;
}
