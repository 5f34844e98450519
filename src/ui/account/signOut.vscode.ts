import * as l10n from '@vscode/l10n';
import type { AccountInfo } from './connection.ts';
import { signInKindName } from './signInIdentityLabels.ts';
import type { App } from '../app.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { toPlainText } from '../shared/plainText.ts';
import { formatList } from '../shared/languageFormats.ts';

/** Takes accounts out of sight and forgets their secrets. */
export async function signOut({ account }: App): Promise<void> {
  if (account.accounts.length === 0) {
    await window.showInformationMessage(l10n.t('Nobody is signed in.'));
    return;
  }
  const leaving = account.accounts.length > 1 ? await pickAccounts(account) : account.accounts;
  if (leaving.length === 0 || !(await confirmSignOut(leaving))) return;
  for (const { id } of leaving) await account.remove(id);
}

async function pickAccounts({ accounts }: App['account']): Promise<readonly AccountInfo[]> {
  const items = accounts.map(account => ({
    label: toPlainText(account.label),
    description: signInKindName(account.kind),
    account,
  }));
  const chosen = await window.showQuickPick(items, {
    canPickMany: true,
    title: l10n.t('Sign out'),
    placeHolder: l10n.t('Choose the accounts to sign out'),
  });
  return (chosen ?? []).map(({ account }) => account);
}

async function confirmSignOut(leaving: readonly AccountInfo[]): Promise<boolean> {
  const names = formatList(leaving.map(({ label }) => label));
  const signOutNow = l10n.t('Sign out');
  const isMicrosoft = leaving.some(({ kind }) => kind === 'microsoft');
  const details = [
    l10n.t('Its groups are no longer shown, and its secrets are forgotten.'),
    // Only VS Code can end its own sessions: say where.
    isMicrosoft
      ? l10n.t(
          'VS Code keeps its own session: to end that, open the Accounts menu at the bottom of the activity bar, choose your account, then "Sign Out".',
        )
      : '',
  ];
  const chosen = await window.showInformationMessage(
    l10n.t('Sign out {0}?', names),
    { modal: true, detail: details.filter(text => text !== '').join('\n\n') },
    signOutNow,
  );
  return chosen === signOutNow;
}
