import type { Clock } from '../clock.ts';
import {
  type SubscriptionDirectory,
  buildSubscriptionDirectory,
  mergeTenantEntries,
  type TenantEntry,
} from './subscriptionDirectory.ts';
import { type AciError, isAbort, toAciError } from '../errors.ts';
import { Emitter, type Event } from '../event.ts';
import { InstanceViewPoller } from './instanceViewPoller.ts';
import { type Loadable, loading, loadedItems, withFailure } from './loadable.ts';
import { type ContainerGroup, groupKey, type GroupRef } from '../model/containerGroup.ts';
import { type ResourceGroup, type Subscription, type Tenant, tenantKey } from '../model/subscription.ts';
import type { AzureApi, Urgency } from '../azureApi.ts';
import { SubscriptionGroups } from './subscriptionGroups.ts';

export type { TenantEntry } from './subscriptionDirectory.ts';
export type { Loadable } from './loadable.ts';

/** Chosen subscriptions (ids, lower-cased) by account; `undefined` means all. */
type Selection = ReadonlyMap<string, ReadonlySet<string> | undefined>;

/** What became different: everything, one subscription's list, or one group. */
export type StoreChange =
  | { readonly kind: 'everything' }
  | { readonly kind: 'subscription'; readonly subscriptionId: string }
  | { readonly kind: 'group'; readonly ref: GroupRef };

/**
 * All that is known of the account's container groups. Only its own `refresh…`, `show` and `settle` write it;
 * views read it and listen to `onDidChange`.
 */
export class GroupStore {
  readonly #aci: AzureApi;
  readonly #changed = new Emitter<StoreChange>();
  readonly #views: InstanceViewPoller;
  #tenants: Loadable<readonly TenantEntry[]> = loading;
  /** Of the present tenants, once somebody asked: every row of the tree does. */
  #directory: SubscriptionDirectory | undefined;
  /** By subscription id, lower-cased. */
  readonly #groups = new Map<string, SubscriptionGroups>();
  readonly #resourceGroups = new Map<string, Loadable<readonly ResourceGroup[]>>();
  /** Groups whose instance view could not be read, by key. */
  readonly #failures = new Map<string, AciError>();
  #life = new AbortController();
  #wanted: Selection = new Map();
  #withResourceGroups = false;

  readonly onDidChange: Event<StoreChange> = this.#changed.event;

  constructor(aci: AzureApi, clock: Clock) {
    this.#aci = aci;
    this.#views = new InstanceViewPoller(
      (ref, signal) => this.refreshGroup(ref, signal, 'background'),
      clock,
    );
  }

  get tenants(): Loadable<readonly TenantEntry[]> {
    return this.#tenants;
  }

  /** Every subscription read so far, each once, whatever the selection. */
  get subscriptions(): readonly Subscription[] {
    return this.#known.subscriptions;
  }

  get #known(): SubscriptionDirectory {
    this.#directory ??= buildSubscriptionDirectory(loadedItems(this.#tenants));
    return this.#directory;
  }

  /** The subscription's groups; `undefined` while nobody asked for them (not selected). */
  groups(subscriptionId: string): Loadable<readonly ContainerGroup[]> | undefined {
    return this.#groups.get(subscriptionId.toLowerCase())?.list;
  }

  /** The subscription's resource groups; `undefined` unless `includeResourceGroups` asked for them. */
  resourceGroups(subscriptionId: string): Loadable<readonly ResourceGroup[]> | undefined {
    return this.#resourceGroups.get(subscriptionId.toLowerCase());
  }

  group(ref: GroupRef): ContainerGroup | undefined {
    return this.#groups.get(ref.subscriptionId.toLowerCase())?.group(ref);
  }

  /** Why the group's instance view could not be read, if it couldn't. */
  failure(ref: GroupRef): AciError | undefined {
    return this.#failures.get(groupKey(ref));
  }

  /** Every group known, in ARM's order. */
  get allGroups(): readonly ContainerGroup[] {
    return [...this.#groups.values()].flatMap(({ list }) => loadedItems(list));
  }

  /** Limits LISTs to these subscriptions (ids); `undefined` means all. Takes effect at the next `refresh`. */
  selectSubscriptions(subscriptionIds: readonly string[] | undefined): void {
    this.selectSubscriptionsByAccount(new Map([['', subscriptionIds]]));
  }

  /** The same where several accounts are looked through: each has a choice of its own, by its id. */
  selectSubscriptionsByAccount(byAccount: ReadonlyMap<string, readonly string[] | undefined>): void {
    this.#wanted = new Map(
      [...byAccount].map(([account, ids]) => [account, ids && new Set(ids.map(id => id.toLowerCase()))]),
    );
  }

  /** Whether one of the accounts that have the subscription wants to see it. */
  isSelected(subscriptionId: string): boolean {
    const id = subscriptionId.toLowerCase();
    const owners = this.#known.owners.get(id);
    if (owners) return owners.some(tenant => this.#isWanted(tenant, id));
    return this.#wanted.size === 0 || [...this.#wanted.values()].some(ids => ids?.has(id) ?? true);
  }

  /** What nobody chose about is wanted. */
  #isWanted({ account }: Tenant, id: string): boolean {
    return this.#wanted.get(account?.id ?? '')?.has(id.toLowerCase()) ?? true;
  }

  /** Whether resource groups are read too: those without container groups are known only so. From the next `refresh` on. */
  includeResourceGroups(include: boolean): void {
    this.#withResourceGroups = include;
    if (!include) this.#resourceGroups.clear();
  }

  /**
   * Reads tenants, subscriptions and groups anew: one LIST per selected subscription, all side by side.
   * What was known stays visible until the new answer is there. Never throws: failures are values.
   */
  async refresh(signal?: AbortSignal): Promise<void> {
    const within = this.#within(signal);
    try {
      const claimed = new Set<string>();
      const reads = new Map<string, Promise<void>>();
      const read = (tenants: readonly Tenant[]) => {
        for (const tenant of tenants) {
          const key = tenantKey(tenant);
          if (!reads.has(key)) reads.set(key, this.#refreshTenant(tenant, claimed, this.#within(within)));
        }
      };
      const tenants = await this.#aci.tenants(within, found => {
        if (within.aborted) return;
        this.#setTenants({
          kind: 'ready',
          value: mergeTenantEntries(found, loadedItems(this.#tenants), 'keepOthers'),
        });
        read(found);
      });
      within.throwIfAborted();
      this.#setTenants({
        kind: 'ready',
        value: mergeTenantEntries(tenants, loadedItems(this.#tenants), 'forgetOthers'),
      });
      read(tenants);
      await Promise.all(reads.values());
      this.#forgetUnwanted();
    } catch (error) {
      if (within.aborted || isAbort(error)) return;
      this.#setTenants(withFailure(this.#tenants, toAciError(error)));
    }
  }

  /** Reads one tenant's subscriptions and their groups anew. Never throws. */
  async refreshTenant(tenant: Tenant, signal?: AbortSignal): Promise<void> {
    await this.#refreshTenant(tenant, new Set(), this.#within(signal));
  }

  /** `claimed`: a subscription that two tenants name (delegated ones) is listed once. */
  async #refreshTenant(tenant: Tenant, claimed: Set<string>, signal: AbortSignal): Promise<void> {
    try {
      const subscriptions = await this.#aci.subscriptions(tenant.id, signal, tenant.account?.id);
      signal.throwIfAborted();
      this.#setSubscriptions(tenant, () => ({ kind: 'ready', value: subscriptions }));
      const mine = subscriptions.filter(
        ({ id }) => this.#isWanted(tenant, id) && !claimed.has(id.toLowerCase()),
      );
      for (const { id } of mine) claimed.add(id.toLowerCase());
      await Promise.all(mine.map(({ id }) => this.refreshSubscription(id, signal)));
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      this.#setSubscriptions(tenant, known => withFailure(known, toAciError(error)));
    }
  }

  /** LISTs the subscription's groups, keeping the instance views that are known. Never throws. */
  async refreshSubscription(subscriptionId: string, signal?: AbortSignal): Promise<void> {
    const within = this.#within(signal);
    const resourceGroups = this.#withResourceGroups
      ? this.#refreshResourceGroups(subscriptionId, within)
      : undefined;
    this.#views.invalidate(subscriptionId);
    const pages = this.#aci.listGroups(subscriptionId, within);
    await Promise.all([this.#groupsOf(subscriptionId).readPages(pages, within), resourceGroups]);
  }

  #groupsOf(subscriptionId: string): SubscriptionGroups {
    const id = subscriptionId.toLowerCase();
    const known = this.#groups.get(id);
    if (known) return known;
    const groups = new SubscriptionGroups(
      () => this.#changed.fire({ kind: 'subscription', subscriptionId }),
      ref => this.#changed.fire({ kind: 'group', ref }),
    );
    this.#groups.set(id, groups);
    return groups;
  }

  async #refreshResourceGroups(subscriptionId: string, signal: AbortSignal): Promise<void> {
    const id = subscriptionId.toLowerCase();
    try {
      const value = await this.#aci.resourceGroups(subscriptionId, signal);
      signal.throwIfAborted();
      this.#resourceGroups.set(id, { kind: 'ready', value });
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      this.#resourceGroups.set(id, withFailure(this.#resourceGroups.get(id), toAciError(error)));
    }
    this.#changed.fire({ kind: 'subscription', subscriptionId });
  }

  /**
   * GETs one group with its instance view into the store and answers it; `undefined` when it no longer exists
   * (it is then gone from the store too). Throws `AciError` on other failures; what was known stays.
   */
  async refreshGroup(
    ref: GroupRef,
    signal?: AbortSignal,
    urgency: Urgency = 'user',
  ): Promise<ContainerGroup | undefined> {
    const within = this.#within(signal);
    try {
      const group = await this.#aci.getGroup(ref, within, urgency);
      within.throwIfAborted();
      this.#failures.delete(groupKey(ref));
      this.#groups.get(ref.subscriptionId.toLowerCase())?.put(group);
      return group;
    } catch (error) {
      within.throwIfAborted();
      if (isAbort(error)) throw error;
      const failure = toAciError(error);
      if (failure.kind !== 'notFound') {
        // A command changed it, perhaps, and can't see what it is like now: the tree says so.
        this.#setFailure(ref, failure);
        throw failure;
      }
      this.#failures.delete(groupKey(ref));
      this.#groups.get(ref.subscriptionId.toLowerCase())?.remove(ref);
      return undefined;
    }
  }

  /**
   * Takes over what somebody who follows a known group has just read of it: it has one state at one time, wherever that
   * is shown.
   */
  updateGroup(group: ContainerGroup): void {
    if (!this.group(group.ref)) return;
    this.#failures.delete(groupKey(group.ref));
    this.#groups.get(group.ref.subscriptionId.toLowerCase())?.put(group);
  }

  /**
   * These groups, and no others, are looked at now: their instance views are read where that hasn't happened
   * since the last LIST, at most 8 at a time, in this order, and again while they are in motion.
   */
  setVisibleGroups(refs: readonly GroupRef[]): void {
    this.#views.setVisible(refs);
  }

  /** Asks for the group ever slower until it rests or is gone. Asking twice is asking once. */
  pollUntilStable(ref: GroupRef): void {
    this.#views.pollUntilStable(ref);
  }

  /** Nobody looks: `show` and `settle` ask nothing until `resume`. Operations and `refresh…` go on. */
  pause(): void {
    this.#views.pause();
  }

  resume(): void {
    this.#views.resume();
  }

  /** Another account or cloud: forgets everything and stops every request. */
  reset(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#views.reset();
    for (const memory of [this.#groups, this.#resourceGroups, this.#failures]) memory.clear();
    this.#tenants = loading;
    this.#directory = undefined;
    this.#changed.fire({ kind: 'everything' });
  }

  dispose(): void {
    this.#life.abort();
    this.#views.reset();
    this.#changed.dispose();
  }

  /**
   * Every request ends with the store's present life, and sooner if the caller wants. A signal of its own for
   * each: dozens of listeners on one signal look like a leak to Node, which then warns.
   */
  #within(signal: AbortSignal | undefined): AbortSignal {
    return AbortSignal.any(signal ? [signal, this.#life.signal] : [this.#life.signal]);
  }

  #setFailure(ref: GroupRef, error: AciError): void {
    this.#failures.set(groupKey(ref), error);
    this.#changed.fire({ kind: 'group', ref });
  }

  /** Forgets the groups of subscriptions that are no longer selected or no longer there. */
  #forgetUnwanted(): void {
    const there = new Set(this.subscriptions.map(({ id }) => id.toLowerCase()));
    const unwanted = [...this.#groups.keys()].filter(id => !there.has(id) || !this.isSelected(id));
    if (unwanted.length === 0) return;
    for (const id of unwanted) {
      this.#groups.delete(id);
      this.#resourceGroups.delete(id);
    }
    this.#changed.fire({ kind: 'everything' });
  }

  /** Reading the same again is no change: nothing has to be drawn anew for it. */
  #setTenants(tenants: Loadable<readonly TenantEntry[]>): void {
    const isSame = JSON.stringify(tenants) === JSON.stringify(this.#tenants);
    this.#tenants = tenants;
    this.#directory = undefined;
    if (!isSame) this.#changed.fire({ kind: 'everything' });
  }

  #setSubscriptions(
    tenant: Tenant,
    next: (known: TenantEntry['subscriptions']) => TenantEntry['subscriptions'],
  ): void {
    if (this.#tenants.kind !== 'ready') return;
    const value = this.#tenants.value.map(entry =>
      tenantKey(entry.tenant) === tenantKey(tenant)
        ? { tenant, subscriptions: next(entry.subscriptions) }
        : entry,
    );
    this.#setTenants({ ...this.#tenants, value });
  }
}
