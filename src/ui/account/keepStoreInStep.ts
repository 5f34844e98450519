import type * as vscode from 'vscode';
import type { Account, App } from '../app.ts';

/**
 * Another account or cloud voids what was read with the former one, and ends what is followed as it; `onSignedIn`
 * runs once for each. Nothing is read before somebody is there to see it: `inUse`.
 */
export function keepStoreInStep(
  { account, store, following }: Pick<App, 'account' | 'store' | 'following'>,
  inUse: Promise<void>,
  onSignedIn: () => void,
): vscode.Disposable {
  let shown: string | undefined;
  let last: Pick<Account, 'cloud' | 'label'> | undefined;
  return account.onDidChange(() => {
    const { state, cloud, label } = account;
    const now = state === 'signedIn' ? `${cloud}/${label ?? ''}` : undefined;
    if (now === shown) return;
    shown = now;
    // Who signs in again as the same one wants the followed logs to go on.
    const mayBeSame = state !== 'signedOut' && cloud === last?.cloud;
    if (!mayBeSame || (state === 'signedIn' && label !== last?.label)) following.stopAll();
    store.reset();
    if (now === undefined) return;
    last = { cloud, label };
    void inUse.then(() => (shown === now ? store.refresh() : undefined));
    onSignedIn();
  });
}
