/** Several accounts of one cloud, used as if they were one. */
import { forwardAzureApi } from './forwardAzureApi.ts';
import type { AzureApi } from '../azureApi.ts';
import { AciError, isAbort, toAciError } from '../errors.ts';
import type { Subscription, Tenant } from '../model/subscription.ts';

/** One of the accounts. */
export interface AzureAccount {
  readonly id: string;
  readonly label: string;
  getAzureApi(): Promise<AzureApi>;
}

/**
 * An `AzureApi` over the accounts that there are when a call is made. All of them are asked for tenants, side by side:
 * one that fails or is slow neither hides nor delays the others, and `onOutcome` is told (`undefined`: it worked).
 * What is about a subscription is asked of the first account that has it.
 */
export function createMultiAccountAzureApi(
  accounts: () => readonly AzureAccount[],
  onOutcome: (accountId: string, failure: AciError | undefined) => void,
): AzureApi {
  const index = new AccountIndex();

  async function tenants(
    signal: AbortSignal,
    found?: (tenants: readonly Tenant[]) => void,
  ): Promise<readonly Tenant[]> {
    const all = accounts();
    const answers = new Map<string, readonly Tenant[]>();
    const failures: AciError[] = [];
    const together = () => all.flatMap(({ id }) => answers.get(id) ?? []);
    const ask = async (account: AzureAccount) => {
      try {
        const own = await (await account.getAzureApi()).tenants(signal);
        const seen = all.length > 1 ? own.map(tenant => withAccount(account, tenant)) : own;
        answers.set(account.id, seen);
        index.tenants.set(account.id, seen);
        onOutcome(account.id, undefined);
      } catch (error) {
        if (signal.aborted || isAbort(error)) throw error;
        failures.push(toAciError(error));
        // Where its tenants are known, each of them shows the failure itself.
        const known = index.tenants.get(account.id);
        if (known) answers.set(account.id, known);
        onOutcome(account.id, known ? undefined : toAciError(error));
      }
      found?.(together());
    };
    await Promise.all(all.map(ask));
    const [first] = failures;
    if (failures.length === all.length) throw first ?? signedOutError();
    return together();
  }

  async function subscriptions(
    tenantId: string,
    signal: AbortSignal,
    accountId?: string,
  ): Promise<readonly Subscription[]> {
    const account = accounts().find(({ id }) => id === accountId) ?? index.findByTenant(tenantId, accounts());
    const found = await (await account.getAzureApi()).subscriptions(tenantId, signal);
    index.addSubscriptions(account.id, tenantId, found);
    return found;
  }

  /** The account of a subscription. One that nobody has read yet is looked for in all of them. */
  async function findAzureApi(subscriptionId: string, signal: AbortSignal): Promise<AzureApi> {
    const all = accounts();
    const known = index.findBySubscription(subscriptionId, all);
    if (known) return known.getAzureApi();
    const first = firstAccount();
    if (all.length > 1) await searchAccounts(subscriptionId, signal);
    return (index.findBySubscription(subscriptionId, all) ?? first).getAzureApi();
  }

  function firstAccount(): AzureAccount {
    const [first] = accounts();
    if (!first) throw signedOutError();
    return first;
  }

  /** Reads the subscriptions of all accounts, until one of them has it. */
  async function searchAccounts(subscriptionId: string, signal: AbortSignal): Promise<void> {
    const enough = new AbortController();
    const within = AbortSignal.any([signal, enough.signal]);
    const searches = accounts().map(async account => {
      const own = await (await account.getAzureApi()).tenants(within);
      const reads = own.map(async tenant => {
        const found = await subscriptions(tenant.id, within, account.id);
        if (!found.some(one => isSame(one.id, subscriptionId))) throw new Error('Not here.');
      });
      await Promise.any(reads);
    });
    await Promise.any(searches).catch(() => undefined);
    enough.abort();
    signal.throwIfAborted();
  }

  const forwarded = forwardAzureApi(({ subscriptionId }, signal) =>
    subscriptionId === undefined ? firstAccount().getAzureApi() : findAzureApi(subscriptionId, signal),
  );
  return { ...forwarded, tenants, subscriptions };
}

/** Which tenants the accounts know, and which subscriptions they reach through each. */
class AccountIndex {
  readonly tenants = new Map<string, readonly Tenant[]>();
  /** Subscription ids, lower-cased, by account and by tenant. */
  readonly #subscriptions = new Map<string, Map<string, ReadonlySet<string>>>();

  addSubscriptions(accountId: string, tenantId: string, found: readonly Subscription[]): void {
    const own = this.#subscriptions.get(accountId) ?? new Map<string, ReadonlySet<string>>();
    own.set(tenantId.toLowerCase(), new Set(found.map(({ id }) => id.toLowerCase())));
    this.#subscriptions.set(accountId, own);
  }

  findBySubscription(id: string, accounts: readonly AzureAccount[]): AzureAccount | undefined {
    const wanted = id.toLowerCase();
    return accounts.find(account =>
      [...(this.#subscriptions.get(account.id)?.values() ?? [])].some(ids => ids.has(wanted)),
    );
  }

  /** The first account that knows the tenant, else the first one. */
  findByTenant(tenantId: string, accounts: readonly AzureAccount[]): AzureAccount {
    const knows = ({ id }: AzureAccount) => this.tenants.get(id)?.some(one => isSame(one.id, tenantId));
    const found = accounts.find(knows) ?? accounts[0];
    if (!found) throw signedOutError();
    return found;
  }
}

function withAccount({ id, label }: AzureAccount, tenant: Tenant): Tenant {
  return { ...tenant, account: { id, label } };
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function signedOutError(): AciError {
  return new AciError('signedOut', 'Nobody is signed in.');
}
