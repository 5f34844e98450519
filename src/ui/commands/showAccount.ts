import * as vscode from 'vscode';
import type { CloudId } from '../../core/model.ts';
import { cloudName } from '../account/cloudName.ts';
import type { Account, App, Command } from '../app.ts';

interface Choice extends vscode.QuickPickItem {
  readonly run: () => Promise<void> | void;
}

/** Whose groups are shown, and the ways to change that. */
export const showAccount: Command = {
  id: 'aci.showAccount',
  failure: () => vscode.l10n.t('Could not change the account or cloud'),
  async run(app) {
    const chosen = await vscode.window.showQuickPick(choices(app), {
      title: vscode.l10n.t('Account and cloud'),
      placeHolder: whoIsIt(app.account),
    });
    await chosen?.run();
  },
};

function whoIsIt(account: Account): string {
  if (account.cloud === 'emulator') return vscode.l10n.t('You are looking at the emulator on this machine.');
  return account.label === undefined
    ? vscode.l10n.t('Nobody is signed in to {0}.', cloudName(account.cloud))
    : vscode.l10n.t('Signed in to {0} as {1}.', cloudName(account.cloud), account.label);
}

function choices(app: App): Choice[] {
  const { account } = app;
  const all: Choice[] = [];
  if (account.cloud !== 'emulator' && account.label !== undefined) {
    all.push(
      {
        label: `$(account) ${vscode.l10n.t('Use another account…')}`,
        run: () => account.signIn(true),
      },
      {
        label: `$(sign-out) ${vscode.l10n.t('Sign out…')}`,
        detail: vscode.l10n.t('VS Code keeps the session: sign out in its Accounts menu.'),
        run: () => showHowToSignOut(),
      },
    );
  } else {
    all.push({ label: `$(sign-in) ${vscode.l10n.t('Sign in to Azure')}`, run: () => account.signIn() });
  }
  const clouds: readonly CloudId[] = ['azure', 'usGovernment', 'china', 'emulator'];
  for (const cloud of clouds.filter(id => id !== account.cloud)) {
    all.push({
      label: `$(${cloud === 'emulator' ? 'beaker' : 'cloud'}) ${vscode.l10n.t('Switch to {0}', cloudName(cloud))}`,
      run: () => account.chooseCloud(cloud),
    });
  }
  return all;
}

/** Only VS Code can end its own sessions: say where. */
async function showHowToSignOut(): Promise<void> {
  await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'To sign out, open the Accounts menu at the bottom of the activity bar, choose your account, then "Sign Out".',
    ),
    { modal: true },
  );
}
