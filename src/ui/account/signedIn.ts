import * as vscode from 'vscode';
import type { Account } from '../app.ts';
import { window } from '../plainWindow.ts';

/** Whether somebody is signed in; asks to where nobody is, and waits where that isn't known yet. */
export async function signedIn(account: Account): Promise<boolean> {
  if ((await settledAccount(account)) === 'signedIn') return true;
  const signIn = vscode.l10n.t('Sign in');
  const tryEmulator = vscode.l10n.t('Try it without an Azure account');
  const chosen = await window.showInformationMessage(
    vscode.l10n.t('Sign in to Azure first.'),
    signIn,
    tryEmulator,
  );
  if (chosen === signIn) await vscode.commands.executeCommand('aci.signIn');
  if (chosen === tryEmulator) await account.chooseCloud('emulator');
  return (await settledAccount(account)) === 'signedIn';
}

/** The account's state, once it is known. */
export function settledAccount(account: Account): Promise<Account['state']> {
  if (account.state !== 'starting') return Promise.resolve(account.state);
  return new Promise(resolve => {
    const listening = account.onDidChange(() => {
      if (account.state === 'starting') return;
      listening.dispose();
      resolve(account.state);
    });
  });
}
