import { isTransitioning } from '../model/groupState.ts';
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

/** What has changed: everything, one subscription's list, or one group. */
export type StoreChange =
  | { readonly kind: 'everything' }
  | { readonly kind: 'subscription'; readonly subscriptionId: string }
  | { readonly kind: 'group'; readonly ref: GroupRef };

/**
 * All that is known of the account's container groups. Only its own `refresh…`, `updateGroup` and its poller write it;
 * views read it and listen to `onDidChange`.
 */
export class GroupStore {
  readonly #aci: AzureApi;
  readonly #changed = new Emitter<StoreChange>();
  readonly #poller: InstanceViewPoller;
  #tenants: Loadable<readonly TenantEntry[]> = loading;
  /** Built from `#tenants` when first needed: every row of the tree needs it. */
  #directory: SubscriptionDirectory | undefined;
  /** By subscription id, lower-cased. */
  readonly #groups = new Map<string, SubscriptionGroups>();
  readonly #resourceGroups = new Map<string, Loadable<readonly ResourceGroup[]>>();
  /** Groups whose instance view could not be read, by key. */
  readonly #failures = new Map<string, AciError>();
  #abortController = new AbortController();
  #selection: Selection = new Map();
  #withResourceGroups = false;

  readonly onDidChange: Event<StoreChange> = this.#changed.event;

  constructor(aci: AzureApi, clock: Clock) {
    this.#aci = aci;
    this.#poller = new InstanceViewPoller(
      (ref, signal) => this.refreshGroup(ref, signal, 'background'),
      clock,
    );
  }

  get tenants(): Loadable<readonly TenantEntry[]> {
    return this.#tenants;
  }

  /** Every subscription read so far, each once, whatever the selection. */
  get subscriptions(): readonly Subscription[] {
    return this.#currentDirectory.subscriptions;
  }

  get #currentDirectory(): SubscriptionDirectory {
    this.#directory ??= buildSubscriptionDirectory(loadedItems(this.#tenants));
    return this.#directory;
  }

  /** The subscription's groups; `undefined` while they have not been requested (not selected). */
  groups(subscriptionId: string): Loadable<readonly ContainerGroup[]> | undefined {
    return this.#groups.get(subscriptionId.toLowerCase())?.list;
  }

  /** The subscription's resource groups; `undefined` unless `includeResourceGroups` is on. */
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

  /** As `selectSubscriptions`, where several accounts are signed in: the selection of each, by its id. */
  selectSubscriptionsByAccount(byAccount: ReadonlyMap<string, readonly string[] | undefined>): void {
    this.#selection = new Map(
      [...byAccount].map(([account, ids]) => [account, ids && new Set(ids.map(id => id.toLowerCase()))]),
    );
  }

  /** Whether the subscription is selected for one of the accounts that have it. */
  isSelected(subscriptionId: string): boolean {
    const id = subscriptionId.toLowerCase();
    const owners = this.#currentDirectory.owners.get(id);
    if (owners) return owners.some(tenant => this.#isTenantSelected(tenant, id));
    return this.#selection.size === 0 || [...this.#selection.values()].some(ids => ids?.has(id) ?? true);
  }

  /** An account without a selection has everything selected. */
  #isTenantSelected({ account }: Tenant, id: string): boolean {
    return this.#selection.get(account?.id ?? '')?.has(id.toLowerCase()) ?? true;
  }

  /**
   * Whether resource groups are listed too, which shows those without container groups. Takes effect at the next
   * `refresh`.
   */
  includeResourceGroups(include: boolean): void {
    this.#withResourceGroups = include;
    if (!include) this.#resourceGroups.clear();
  }

  /**
   * Reads tenants, subscriptions and groups anew: one LIST per selected subscription, all side by side.
   * What was known stays visible until the new answer is there. Never throws: failures are values.
   */
  async refresh(signal?: AbortSignal): Promise<void> {
    const ownSignal = this.#signalFor(signal);
    try {
      const claimed = new Set<string>();
      const reads = new Map<string, Promise<void>>();
      const read = (tenants: readonly Tenant[]) => {
        for (const tenant of tenants) {
          const key = tenantKey(tenant);
          if (!reads.has(key))
            reads.set(key, this.#refreshTenant(tenant, claimed, this.#signalFor(ownSignal)));
        }
      };
      const tenants = await this.#aci.tenants(ownSignal, found => {
        if (ownSignal.aborted) return;
        this.#setTenants({
          kind: 'ready',
          value: mergeTenantEntries(found, loadedItems(this.#tenants), 'keepOthers'),
        });
        read(found);
      });
      ownSignal.throwIfAborted();
      this.#setTenants({
        kind: 'ready',
        value: mergeTenantEntries(tenants, loadedItems(this.#tenants), 'forgetOthers'),
      });
      read(tenants);
      await Promise.all(reads.values());
      this.#forgetUnselected();
    } catch (error) {
      if (ownSignal.aborted || isAbort(error)) return;
      this.#setTenants(withFailure(this.#tenants, toAciError(error)));
    }
  }

  /** Reads one tenant's subscriptions and their groups anew. Never throws. */
  async refreshTenant(tenant: Tenant, signal?: AbortSignal): Promise<void> {
    await this.#refreshTenant(tenant, new Set(), this.#signalFor(signal));
  }

  /** `claimed`: a subscription that two tenants name (delegated ones) is listed once. */
  async #refreshTenant(tenant: Tenant, claimed: Set<string>, signal: AbortSignal): Promise<void> {
    try {
      const subscriptions = await this.#aci.subscriptions(tenant.id, signal, tenant.account?.id);
      signal.throwIfAborted();
      this.#setSubscriptions(tenant, () => ({ kind: 'ready', value: subscriptions }));
      const mine = subscriptions.filter(
        ({ id }) => this.#isTenantSelected(tenant, id) && !claimed.has(id.toLowerCase()),
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
    const ownSignal = this.#signalFor(signal);
    const resourceGroups = this.#withResourceGroups
      ? this.#refreshResourceGroups(subscriptionId, ownSignal)
      : undefined;
    this.#poller.invalidate(subscriptionId);
    const pages = this.#aci.listGroups(subscriptionId, ownSignal);
    await Promise.all([this.#groupsOf(subscriptionId).readPages(pages, ownSignal), resourceGroups]);
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
    const ownSignal = this.#signalFor(signal);
    try {
      const group = await this.#aci.getGroup(ref, ownSignal, urgency);
      ownSignal.throwIfAborted();
      this.#failures.delete(groupKey(ref));
      this.#groups.get(ref.subscriptionId.toLowerCase())?.put(group);
      return group;
    } catch (error) {
      ownSignal.throwIfAborted();
      if (isAbort(error)) throw error;
      const failure = toAciError(error);
      if (failure.kind !== 'notFound') {
        // The group may have changed meanwhile: the tree shows that its state is out of date.
        this.#setFailure(ref, failure);
        throw failure;
      }
      this.#failures.delete(groupKey(ref));
      this.#groups.get(ref.subscriptionId.toLowerCase())?.remove(ref);
      return undefined;
    }
  }

  /** As `refreshGroup` where nothing was sent: a group that is in transition is polled until it is stable or gone. */
  async refreshAndTrackIfTransitioning(
    ref: GroupRef,
    signal?: AbortSignal,
  ): Promise<ContainerGroup | undefined> {
    const group = await this.refreshGroup(ref, signal);
    if (group && isTransitioning(group)) this.pollUntilStable(ref);
    return group;
  }

  /**
   * As `refreshGroup` after an operation: then polls the group until it is stable or gone. A group that looks stable is
   * read at least once more all the same: right after an operation Azure may answer it as it was before (DELETE answers
   * with the whole group, which is gone only later), and the tree would go on showing that.
   */
  async refreshAndTrack(ref: GroupRef, signal?: AbortSignal): Promise<ContainerGroup | undefined> {
    const group = await this.refreshGroup(ref, signal);
    if (group) this.pollUntilStable(ref);
    return group;
  }

  /**
   * Puts in what another part (the log follower) has just read of a known group, so that the group has the same state
   * wherever it is shown.
   */
  updateGroup(group: ContainerGroup): void {
    if (!this.group(group.ref)) return;
    this.#failures.delete(groupKey(group.ref));
    this.#groups.get(group.ref.subscriptionId.toLowerCase())?.put(group);
  }

  /**
   * Names the groups that are on the screen now: their instance views are read where that hasn't happened since the
   * last LIST, at most 8 at a time, in this order, and again while they are in transition.
   */
  setVisibleGroups(refs: readonly GroupRef[]): void {
    this.#poller.setVisible(refs);
  }

  /** Reads the group again, ever slower, until it is stable or gone. Calling it twice changes nothing. */
  pollUntilStable(ref: GroupRef): void {
    this.#poller.pollUntilStable(ref);
  }

  /** While the tree is hidden, nothing is polled until `resume`. Operations and `refresh…` go on. */
  pause(): void {
    this.#poller.pause();
  }

  resume(): void {
    this.#poller.resume();
  }

  /** Another account or cloud: forgets everything and stops every request. */
  reset(): void {
    this.#abortController.abort();
    this.#abortController = new AbortController();
    this.#poller.reset();
    for (const map of [this.#groups, this.#resourceGroups, this.#failures]) map.clear();
    this.#tenants = loading;
    this.#directory = undefined;
    this.#changed.fire({ kind: 'everything' });
  }

  dispose(): void {
    this.#abortController.abort();
    this.#poller.reset();
    this.#changed.dispose();
  }

  /**
   * Aborts at `reset` and `dispose`, and with the caller's signal. Each request has a signal of its own: Node takes
   * dozens of listeners on one signal for a leak, and warns.
   */
  #signalFor(signal: AbortSignal | undefined): AbortSignal {
    return AbortSignal.any(signal ? [signal, this.#abortController.signal] : [this.#abortController.signal]);
  }

  #setFailure(ref: GroupRef, error: AciError): void {
    this.#failures.set(groupKey(ref), error);
    this.#changed.fire({ kind: 'group', ref });
  }

  /** Forgets the groups of subscriptions that are no longer selected or no longer there. */
  #forgetUnselected(): void {
    const there = new Set(this.subscriptions.map(({ id }) => id.toLowerCase()));
    const unselected = [...this.#groups.keys()].filter(id => !there.has(id) || !this.isSelected(id));
    if (unselected.length === 0) return;
    for (const id of unselected) {
      this.#groups.delete(id);
      this.#resourceGroups.delete(id);
    }
    this.#changed.fire({ kind: 'everything' });
  }

  /** Fires only if something is different: the tree is drawn anew for each event. */
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
