import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { AccountManager } from '../app.ts';
import { waitForAccountState } from './waitForAccountState.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** Whether somebody is signed in; asks to where nobody is, and waits where that isn't known yet. */
export async function ensureSignedIn(account: AccountManager): Promise<boolean> {
  if ((await waitForAccountState(account)) === 'signedIn') return true;
  const signIn = l10n.t('Sign in');
  const tryEmulator = l10n.t('Try it without an Azure account');
  const chosen = await window.showInformationMessage(l10n.t('Sign in to Azure first.'), signIn, tryEmulator);
  if (chosen === signIn) await vscode.commands.executeCommand('aci.signIn');
  if (chosen === tryEmulator) await account.chooseCloud('emulator');
  return (await waitForAccountState(account)) === 'signedIn';
}
