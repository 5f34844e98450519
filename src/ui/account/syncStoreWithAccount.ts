import type * as vscode from 'vscode';
import type { CloudId } from '../../core/model/cloud.ts';
import type { AccountManager, App } from '../app.ts';

/**
 * Another account or cloud voids what was read with the former one, and ends what is followed as it; `onSignedIn`
 * runs once for each. One more account adds to what is there. Nothing is read before somebody is there to see it:
 * `inUse`.
 */
export function syncStoreWithAccount(
  { account, store, following }: Pick<App, 'account' | 'store' | 'following'>,
  inUse: Promise<void>,
  onSignedIn: () => void,
): vscode.Disposable {
  let shown: ReadonlySet<string> | undefined;
  let last: { readonly cloud: CloudId; readonly ids: ReadonlySet<string> } | undefined;
  return account.onDidChange(() => {
    const { state, cloud } = account;
    const now = state === 'signedIn' ? signedInIds(account) : undefined;
    if (isSame(now, shown) && (now === undefined || cloud === last?.cloud)) return;
    const isMore =
      now !== undefined && shown !== undefined && cloud === last?.cloud && includesAll(now, shown);
    shown = now;
    if (!isMore) {
      // Who signs in again as the same one wants the followed logs to go on.
      const mayBeSame = state !== 'signedOut' && cloud === last?.cloud;
      if (!mayBeSame || (now && last && !includesAll(now, last.ids))) following.stopAll();
      store.reset();
    }
    if (now === undefined) return;
    last = { cloud, ids: now };
    void inUse.then(() => (shown === now ? store.refresh() : undefined));
    onSignedIn();
  });
}

/** Who is signed in. Everybody at the emulator has no account. */
function signedInIds({ accounts, label }: Pick<AccountManager, 'accounts' | 'label'>): ReadonlySet<string> {
  const ids = accounts.filter(({ isSignedIn }) => isSignedIn).map(({ id }) => id);
  return new Set(ids.length > 0 ? ids : [label ?? '']);
}

function includesAll(all: ReadonlySet<string>, some: ReadonlySet<string>): boolean {
  return [...some].every(id => all.has(id));
}

function isSame(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  return a === undefined || b === undefined ? a === b : a.size === b.size && includesAll(a, b);
}
