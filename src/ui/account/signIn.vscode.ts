import * as vscode from 'vscode';
import { askSignInIdentity } from './askSignInIdentity.ts';
import type { AccountInfo } from './connection.ts';
import type { SignInIdentity } from './signInIdentity.ts';
import type { App } from '../app.ts';
import { createPrompt } from '../shared/prompt.vscode.ts';
import { isNode } from '../tree/nodes.ts';

/** Asks how to sign in; a row of the tree, or `again` with an account's id, knows that already. */
export async function signIn(app: App, argument?: unknown, accountId?: unknown): Promise<void> {
  if (isNode(argument) && argument.kind === 'tenant') return app.account.signInTo(argument.tenant);
  if (argument === 'again')
    return signInAgain(app.account, typeof accountId === 'string' ? accountId : undefined);
  const answer = await promptForIdentity();
  if (answer) await app.account.add(answer.identity, answer.secret);
}

/** Asks how somebody signs in; with `known`, only for the secret of that one. */
export async function promptForIdentity(known?: SignInIdentity): ReturnType<typeof askSignInIdentity> {
  const prompt = createPrompt();
  try {
    return await askSignInIdentity({ isFile }, prompt, known);
  } finally {
    prompt.dispose();
  }
}

/** What Azure no longer takes: a session is renewed by signing in, a secret by entering another one. */
async function signInAgain(account: App['account'], accountId: string | undefined): Promise<void> {
  const found = accountToRenew(account.accounts, accountId);
  const hasSecret = found?.kind === 'clientSecret' || found?.kind === 'clientCertificate';
  if (!hasSecret) return account.signInAgain(found?.id);
  const answer = await promptForIdentity(found.identity);
  if (answer) await account.add(answer.identity, answer.secret);
}

function accountToRenew(accounts: readonly AccountInfo[], id: string | undefined): AccountInfo | undefined {
  return (
    accounts.find(account => account.id === id) ?? accounts.find(({ problem }) => problem) ?? accounts[0]
  );
}

async function isFile(path: string): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(vscode.Uri.file(path));
    return (type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
