import type { AccountManager } from '../app.ts';

/** The account's state, once it is known. */
export function waitForAccountState(
  account: Pick<AccountManager, 'state' | 'onDidChange'>,
): Promise<AccountManager['state']> {
  if (account.state !== 'starting') return Promise.resolve(account.state);
  return new Promise(resolve => {
    const listening = account.onDidChange(() => {
      if (account.state === 'starting') return;
      listening.dispose();
      resolve(account.state);
    });
  });
}
