import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { cloudIds } from '../../core/model/cloud.ts';
import { cloudName } from './cloudName.vscode.ts';
import type { AccountInfo } from './connection.ts';
import { signInKindName } from './signInIdentityLabels.ts';
import type { AccountManager, App } from '../app.ts';
import { toPlainText } from '../shared/plainText.ts';
import { window } from '../shared/plainWindow.vscode.ts';

interface AccountMenuItem extends vscode.QuickPickItem {
  readonly run?: () => Promise<unknown> | Thenable<unknown>;
}

/** Whose groups are shown, and the ways to change that. */
export async function showAccountMenu(app: App): Promise<void> {
  const chosen = await window.showQuickPick(menuItems(app), {
    title: l10n.t('Account and cloud'),
    placeHolder: accountSentence(app.account),
    matchOnDescription: true,
  });
  await chosen?.run?.();
}

function accountSentence(account: AccountManager): string {
  if (account.cloud === 'emulator') return l10n.t('You are looking at the emulator on this machine.');
  return account.label === undefined
    ? l10n.t('Nobody is signed in to {0}.', cloudName(account.cloud))
    : l10n.t('Signed in to {0} as {1}.', cloudName(account.cloud), account.label);
}

function menuItems({ account }: App): readonly AccountMenuItem[] {
  const accounts = account.cloud === 'emulator' ? [] : account.accounts;
  return [
    ...(accounts.length > 0 ? [heading(l10n.t('Accounts'))] : []),
    ...accounts.map(one => accountChoice(account, one)),
    ...(accounts.length > 0
      ? moreAccountChoices(account)
      : [signInChoice(l10n.t('Sign in to Azure'), 'sign-in')]),
    heading(l10n.t('Clouds')),
    ...cloudChoices(account),
  ];
}

function heading(label: string): AccountMenuItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function accountChoice(account: AccountManager, one: AccountInfo): AccountMenuItem {
  const { id, label, kind, problem } = one;
  const way = signInKindName(kind);
  return {
    label: `$(${problem ? 'warning' : kind === 'microsoft' ? 'account' : 'key'}) ${toPlainText(label)}`,
    ...(way === label ? {} : { description: way }),
    ...(problem ? { detail: problem.message } : {}),
    run: () => manageAccount(account, id, label),
  };
}

/** What can be done with one account. */
async function manageAccount(account: AccountManager, id: string, label: string): Promise<void> {
  const again: AccountMenuItem = {
    label: `$(sign-in) ${l10n.t('Sign in again')}`,
    run: () => vscode.commands.executeCommand('aci.signIn', 'again', id),
  };
  const remove: AccountMenuItem = {
    label: `$(close) ${l10n.t('Remove')}`,
    detail: l10n.t('Its groups are no longer shown, and its secrets are forgotten.'),
    run: () => account.remove(id),
  };
  const chosen = await window.showQuickPick([again, remove], { title: label });
  await chosen?.run?.();
}

function signInChoice(label: string, icon: string): AccountMenuItem {
  return { label: `$(${icon}) ${label}`, run: () => vscode.commands.executeCommand('aci.signIn') };
}

function moreAccountChoices(account: AccountManager): readonly AccountMenuItem[] {
  const [only, ...others] = account.accounts;
  const another: AccountMenuItem = {
    label: `$(arrow-swap) ${l10n.t('Use another account…')}`,
    detail: l10n.t('Another Microsoft account instead of this one.'),
    run: () => account.useInstead({ kind: 'microsoft' }),
  };
  return [
    signInChoice(l10n.t('Add an account…'), 'add'),
    ...(only?.kind === 'microsoft' && others.length === 0 ? [another] : []),
    {
      label: `$(sign-out) ${l10n.t('Sign out…')}`,
      run: () => vscode.commands.executeCommand('aci.signOut'),
    },
    {
      label: `$(trash) ${l10n.t('Forget stored secrets…')}`,
      run: () => vscode.commands.executeCommand('aci.forgetSecrets'),
    },
  ];
}

function cloudChoices(account: AccountManager): readonly AccountMenuItem[] {
  return cloudIds
    .filter(id => id !== account.cloud)
    .map(cloud => ({
      label: `$(${cloud === 'emulator' ? 'beaker' : 'cloud'}) ${l10n.t('Switch to {0}', cloudName(cloud))}`,
      run: () => account.chooseCloud(cloud),
    }));
}
