/** Several accounts of one cloud, looked through as if they were one. */
import { type Scope, subscriptionOf } from '../access/rbac.ts';
import { AciError, isAbort, toAciError } from '../errors.ts';
import type { ContainerRef, GroupRef } from '../model/containerGroup.ts';
import type { Registry } from '../model/registry.ts';
import type { ResourceGroup, Subscription, Tenant } from '../model/subscription.ts';
import type { AccessApi, AzureApi } from '../azureApi.ts';

/** One of the accounts. */
export interface AzureAccount {
  readonly id: string;
  readonly label: string;
  getAzureApi(): Promise<AzureApi>;
}

/**
 * An `AzureApi` over the accounts that there are when a call is made. All of them are asked for tenants, side by side:
 * one that fails or is slow neither hides nor delays the others, and `told` hears of it (`undefined`: it is well).
 * What is about a subscription is asked of the first account that has it.
 */
export function createMultiAccountAzureApi(
  accounts: () => readonly AzureAccount[],
  told: (accountId: string, failure: AciError | undefined) => void,
): AzureApi {
  const memory = new AccountIndex();

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
        memory.tenants.set(account.id, seen);
        told(account.id, undefined);
      } catch (error) {
        if (signal.aborted || isAbort(error)) throw error;
        failures.push(toAciError(error));
        // Its tenants tell of the failure, each for itself, where they are known.
        const known = memory.tenants.get(account.id);
        if (known) answers.set(account.id, known);
        told(account.id, known ? undefined : toAciError(error));
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
    const account =
      accounts().find(({ id }) => id === accountId) ?? memory.findByTenant(tenantId, accounts());
    const found = await (await account.getAzureApi()).subscriptions(tenantId, signal);
    memory.addSubscriptions(account.id, tenantId, found);
    return found;
  }

  /** The account of a subscription. One that nobody has read yet is looked for in all of them. */
  async function of(subscriptionId: string, signal: AbortSignal): Promise<AzureApi> {
    const all = accounts();
    const known = memory.findBySubscription(subscriptionId, all);
    if (known) return known.getAzureApi();
    const [first] = all;
    if (!first) throw signedOutError();
    if (all.length > 1) await look(subscriptionId, signal);
    return (memory.findBySubscription(subscriptionId, all) ?? first).getAzureApi();
  }

  /** Reads the subscriptions of all accounts, until one of them has it. */
  async function look(subscriptionId: string, signal: AbortSignal): Promise<void> {
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

  const ofGroup = (ref: GroupRef, signal: AbortSignal) => of(ref.subscriptionId, signal);
  const ofContainer = ({ group }: ContainerRef, signal: AbortSignal) => ofGroup(group, signal);
  const ofRegistry = ({ id }: Registry, signal: AbortSignal) => of(subscriptionIn(id), signal);
  const ofResourceGroup = (group: ResourceGroup, signal: AbortSignal) => of(group.subscriptionId, signal);

  return {
    tenants,
    subscriptions,
    resourceGroups: async (id, signal) => (await of(id, signal)).resourceGroups(id, signal),
    resourceGroupExists: async (id, name, signal) =>
      (await of(id, signal)).resourceGroupExists(id, name, signal),
    createResourceGroup: async (group, signal) =>
      (await ofResourceGroup(group, signal)).createResourceGroup(group, signal),
    locations: async (id, signal) => (await of(id, signal)).locations(id, signal),
    capabilities: async (id, location, signal) => (await of(id, signal)).capabilities(id, location, signal),
    listGroups: (id, signal) => deferIterable(async () => (await of(id, signal)).listGroups(id, signal)),
    getGroup: async (ref, signal, urgency) => (await ofGroup(ref, signal)).getGroup(ref, signal, urgency),
    getRawGroup: async (ref, signal) => (await ofGroup(ref, signal)).getRawGroup(ref, signal),
    putGroup: (ref, document, signal) =>
      deferIterable(async () => (await ofGroup(ref, signal)).putGroup(ref, document, signal)),
    patchTags: async (ref, tags, signal) => (await ofGroup(ref, signal)).patchTags(ref, tags, signal),
    act: (ref, verb, signal) =>
      deferIterable(async () => (await ofGroup(ref, signal)).act(ref, verb, signal)),
    readLogs: async (ref, options, signal) => (await ofContainer(ref, signal)).readLogs(ref, options, signal),
    attach: async (ref, signal) => (await ofContainer(ref, signal)).attach(ref, signal),
    exec: async (ref, program, size, signal) =>
      (await ofContainer(ref, signal)).exec(ref, program, size, signal),
    registries: async (id, signal) => (await of(id, signal)).registries(id, signal),
    registryCredential: async (registry, signal) =>
      (await ofRegistry(registry, signal)).registryCredential(registry, signal),
    repositories: async (registry, signal) =>
      (await ofRegistry(registry, signal)).repositories(registry, signal),
    tags: async (registry, repository, signal) =>
      (await ofRegistry(registry, signal)).tags(registry, repository, signal),
    subnets: async (id, signal) => (await of(id, signal)).subnets(id, signal),
    access: createMultiAccountAccessApi(of),
  };
}

function createMultiAccountAccessApi(
  of: (subscriptionId: string, signal: AbortSignal) => Promise<AzureApi>,
): AccessApi {
  const at = async (scope: Scope, signal: AbortSignal) => (await of(subscriptionOf(scope), signal)).access;
  const by = async (id: string, signal: AbortSignal) => (await of(id, signal)).access;
  return {
    permissions: async (scope, signal, urgency) =>
      (await at(scope, signal)).permissions(scope, signal, urgency),
    roles: async (scope, signal) => (await at(scope, signal)).roles(scope, signal),
    assignments: async (scope, signal) => (await at(scope, signal)).assignments(scope, signal),
    assign: async (scope, role, principal, signal) =>
      (await at(scope, signal)).assign(scope, role, principal, signal),
    findPrincipals: async (scope, text, signal) =>
      (await at(scope, signal)).findPrincipals(scope, text, signal),
    principals: async (scope, ids, signal) => (await at(scope, signal)).principals(scope, ids, signal),
    managedIdentities: async (id, signal) => (await by(id, signal)).managedIdentities(id, signal),
    providerState: async (id, signal) => (await by(id, signal)).providerState(id, signal),
    registerProvider: async (id, signal) => (await by(id, signal)).registerProvider(id, signal),
  };
}

/** What the accounts said: which tenants they know, and which subscriptions they reach through each. */
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

function subscriptionIn(resourceId: string): string {
  return /^\/subscriptions\/([^/]+)/i.exec(resourceId)?.[1] ?? '';
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function signedOutError(): AciError {
  return new AciError('signedOut', 'Nobody is signed in.');
}

async function* deferIterable<T>(open: () => Promise<AsyncIterable<T>>): AsyncIterable<T> {
  yield* await open();
}
