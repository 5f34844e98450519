import type { AccountManager, App } from '../app.ts';

type AccountName = Pick<AccountManager, 'cloud' | 'label'>;
type SignedInAccounts = Pick<AccountManager, 'cloud' | 'label' | 'accounts'>;

function key({ cloud, label }: AccountName): string {
  return `subscriptions/${cloud}/${label ?? ''}`;
}

/** The subscriptions (ids) that this account wants to see; `undefined` means all, those to come included. */
export function rememberedSubscriptions(
  memory: App['memory'],
  whose: AccountName,
): readonly string[] | undefined {
  return memory.get<readonly string[]>(key(whose));
}

export function rememberSubscriptions(
  memory: App['memory'],
  whose: AccountName,
  ids: readonly string[] | undefined,
): Thenable<void> {
  return memory.update(key(whose), ids);
}

/** What each account wants to see, by the account's id; '' where there is but one. */
export function rememberedSubscriptionsByAccount(
  memory: App['memory'],
  everybody: SignedInAccounts,
): ReadonlyMap<string, readonly string[] | undefined> {
  return new Map(
    signedInAccounts(everybody).map(({ id, label }) => [
      id,
      rememberedSubscriptions(memory, { cloud: everybody.cloud, label }),
    ]),
  );
}

/** The accounts, with the ids by which the store tells them apart. */
export function signedInAccounts({
  accounts,
  label,
}: SignedInAccounts): readonly { readonly id: string; readonly label: string | undefined }[] {
  const several = accounts.filter(({ isSignedIn }) => isSignedIn);
  return several.length > 1 ? several : [{ id: '', label }];
}
