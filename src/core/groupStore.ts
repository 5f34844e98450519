import type { Clock } from './clock.ts';
import { type AciError, isAbort, toAciError } from './errors.ts';
import { Emitter, type Event } from './event.ts';
import { InstanceViews } from './instanceViews.ts';
import { type Loadable, loading, readable, withFailure } from './loadable.ts';
import {
  type ContainerGroup,
  groupKey,
  type GroupRef,
  type ResourceGroup,
  type Subscription,
  type Tenant,
} from './model.ts';
import type { Aci, Urgency } from './ports.ts';

export type { Loadable } from './loadable.ts';

export interface TenantEntry {
  readonly tenant: Tenant;
  readonly subscriptions: Loadable<readonly Subscription[]>;
}

/** What became different: everything, one subscription's list, or one group. */
export type StoreChange =
  | { readonly kind: 'everything' }
  | { readonly kind: 'subscription'; readonly subscriptionId: string }
  | { readonly kind: 'group'; readonly ref: GroupRef };

/** What single GETs said while a LIST was under way: newer than the LIST. `undefined`: the group is gone. */
type Listing = Map<string, ContainerGroup | undefined>;

/**
 * All that is known of the account's container groups. Only its own `refresh…`, `show` and `settle` write it;
 * views read it and listen to `onDidChange`.
 */
export class GroupStore {
  readonly #aci: Aci;
  readonly #changed = new Emitter<StoreChange>();
  readonly #views: InstanceViews;
  #tenants: Loadable<readonly TenantEntry[]> = loading;
  readonly #groups = new Map<string, Loadable<readonly ContainerGroup[]>>();
  /** Each list by key: a tree of a thousand groups asks for every one of them. */
  readonly #indexes = new WeakMap<readonly ContainerGroup[], ReadonlyMap<string, ContainerGroup>>();
  readonly #resourceGroups = new Map<string, Loadable<readonly ResourceGroup[]>>();
  /** The newest LIST of each subscription that is under way. */
  readonly #listings = new Map<string, Listing>();
  /** Groups whose instance view could not be read, by key. */
  readonly #failures = new Map<string, AciError>();
  #life = new AbortController();
  #wanted: ReadonlySet<string> | undefined;
  #withResourceGroups = false;

  readonly onDidChange: Event<StoreChange> = this.#changed.event;

  constructor(aci: Aci, clock: Clock) {
    this.#aci = aci;
    this.#views = new InstanceViews(
      (ref, signal) => this.refreshGroup(ref, signal, 'background'),
      (ref, error) => this.#setFailure(ref, error),
      clock,
    );
  }

  get tenants(): Loadable<readonly TenantEntry[]> {
    return this.#tenants;
  }

  /** Every subscription read so far, each once, whatever the selection. */
  get subscriptions(): readonly Subscription[] {
    const all = readable(this.#tenants).flatMap(({ subscriptions }) => readable(subscriptions));
    return [...new Map(all.reverse().map(s => [s.id.toLowerCase(), s])).values()].reverse();
  }

  /** The subscription's groups; `undefined` while nobody asked for them (not selected). */
  groups(subscriptionId: string): Loadable<readonly ContainerGroup[]> | undefined {
    return this.#groups.get(subscriptionId.toLowerCase());
  }

  /** The subscription's resource groups; `undefined` unless `includeResourceGroups` asked for them. */
  resourceGroups(subscriptionId: string): Loadable<readonly ResourceGroup[]> | undefined {
    return this.#resourceGroups.get(subscriptionId.toLowerCase());
  }

  group(ref: GroupRef): ContainerGroup | undefined {
    const list = this.groups(ref.subscriptionId);
    return list?.kind === 'ready' ? this.#index(list.value).get(groupKey(ref)) : undefined;
  }

  #index(list: readonly ContainerGroup[]): ReadonlyMap<string, ContainerGroup> {
    const known = this.#indexes.get(list);
    if (known) return known;
    const index = new Map(list.map(group => [groupKey(group.ref), group]));
    this.#indexes.set(list, index);
    return index;
  }

  /** Why the group's instance view could not be read, if it couldn't. */
  failure(ref: GroupRef): AciError | undefined {
    return this.#failures.get(groupKey(ref));
  }

  /** Every group known, in ARM's order. */
  get allGroups(): readonly ContainerGroup[] {
    return [...this.#groups.values()].flatMap(readable);
  }

  /** Limits LISTs to these subscriptions (ids); `undefined` means all. Takes effect at the next `refresh`. */
  select(subscriptionIds: readonly string[] | undefined): void {
    this.#wanted = subscriptionIds && new Set(subscriptionIds.map(id => id.toLowerCase()));
  }

  isSelected(subscriptionId: string): boolean {
    return this.#wanted === undefined || this.#wanted.has(subscriptionId.toLowerCase());
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
      const tenants = await this.#aci.tenants(within);
      within.throwIfAborted();
      const known = readable(this.#tenants);
      const entries = tenants.map(
        tenant => known.find(k => k.tenant.id === tenant.id) ?? { tenant, subscriptions: loading },
      );
      this.#setTenants({ kind: 'ready', value: entries });
      const claimed = new Set<string>();
      await Promise.all(tenants.map(tenant => this.#refreshTenant(tenant, claimed, within)));
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
      const subscriptions = await this.#aci.subscriptions(tenant.id, signal);
      signal.throwIfAborted();
      this.#setSubscriptions(tenant, () => ({ kind: 'ready', value: subscriptions }));
      const mine = subscriptions.filter(({ id }) => this.isSelected(id) && !claimed.has(id.toLowerCase()));
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
    await Promise.all([this.#refreshGroups(subscriptionId, within), resourceGroups]);
  }

  async #refreshGroups(subscriptionId: string, signal: AbortSignal): Promise<void> {
    const id = subscriptionId.toLowerCase();
    const before = this.#groups.get(id);
    const listing: Listing = new Map();
    this.#listings.set(id, listing);
    this.#views.outdate(id);
    if (before?.kind !== 'ready') this.#setGroups(subscriptionId, loading);
    try {
      const found: ContainerGroup[] = [];
      for await (const page of this.#aci.listGroups(subscriptionId, signal)) {
        signal.throwIfAborted();
        found.push(...page);
        if (this.#listings.get(id) !== listing) return; // a newer LIST is under way: its answer counts
        // A list that wasn't known is drawn page by page; a known one is replaced when all is there.
        if (before?.kind !== 'ready') this.#setGroups(subscriptionId, { kind: 'ready', value: [...found] });
      }
      if (this.#listings.get(id) !== listing) return;
      const value = newerOf(
        found.map(group => this.#keepView(group)),
        listing,
      );
      this.#setGroups(subscriptionId, { kind: 'ready', value });
    } catch (error) {
      if (this.#listings.get(id) !== listing) return;
      if (!signal.aborted && !isAbort(error)) {
        this.#setGroups(subscriptionId, withFailure(this.#groups.get(id), toAciError(error)));
      } else if (this.#groups.get(id)?.kind === 'loading') {
        if (before) this.#setGroups(subscriptionId, before);
        else this.#groups.delete(id);
      }
    } finally {
      if (this.#listings.get(id) === listing) this.#listings.delete(id);
    }
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

  /** LIST brings no instance view: what a GET said before stays until the next one. */
  #keepView(listed: ContainerGroup): ContainerGroup {
    const known = this.group(listed.ref);
    if (known?.state === undefined || known.provisioningState !== listed.provisioningState) return listed;
    const withView = (container: ContainerGroup['containers'][number]) => ({
      ...container,
      instanceView: [...known.containers, ...known.initContainers].find(
        k => k.name === container.name && k.isInit === container.isInit,
      )?.instanceView,
    });
    return {
      ...listed,
      state: known.state,
      events: known.events,
      containers: listed.containers.map(withView),
      initContainers: listed.initContainers.map(withView),
    };
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
      this.#put(group);
      return group;
    } catch (error) {
      within.throwIfAborted();
      if (isAbort(error)) throw error;
      const failure = toAciError(error);
      if (failure.kind !== 'notFound') throw failure;
      this.#remove(ref);
      return undefined;
    }
  }

  /**
   * These groups, and no others, are looked at now: their instance views are read where that hasn't happened
   * since the last LIST, at most 8 at a time, in this order, and again while they are in motion.
   */
  show(refs: readonly GroupRef[]): void {
    this.#views.show(refs);
  }

  /** Asks for the group ever slower until it rests or is gone. Asking twice is asking once. */
  settle(ref: GroupRef): void {
    this.#views.settle(ref);
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
    for (const memory of [this.#groups, this.#resourceGroups, this.#listings, this.#failures]) memory.clear();
    this.#setTenants(loading);
  }

  dispose(): void {
    this.#life.abort();
    this.#views.reset();
    this.#changed.dispose();
  }

  /** Every request ends with the store's present life, and sooner if the caller wants. */
  #within(signal: AbortSignal | undefined): AbortSignal {
    return signal ? AbortSignal.any([signal, this.#life.signal]) : this.#life.signal;
  }

  #put(group: ContainerGroup): void {
    const { subscriptionId } = group.ref;
    const key = groupKey(group.ref);
    this.#failures.delete(key);
    this.#listings.get(subscriptionId.toLowerCase())?.set(key, group);
    const list = this.groups(subscriptionId);
    // Not listed (yet): one group doesn't make a list, and a subscription nobody selected stays away.
    if (list?.kind !== 'ready') return;
    if (this.group(group.ref)) {
      const value = list.value.map(known => (groupKey(known.ref) === key ? group : known));
      this.#groups.set(subscriptionId.toLowerCase(), { ...list, value });
      this.#changed.fire({ kind: 'group', ref: group.ref });
    } else {
      this.#setGroups(subscriptionId, { ...list, value: [...list.value, group] });
    }
  }

  #remove(ref: GroupRef): void {
    const key = groupKey(ref);
    this.#failures.delete(key);
    this.#listings.get(ref.subscriptionId.toLowerCase())?.set(key, undefined);
    const list = this.groups(ref.subscriptionId);
    if (list?.kind !== 'ready' || !this.group(ref)) return;
    const value = list.value.filter(group => groupKey(group.ref) !== key);
    this.#setGroups(ref.subscriptionId, { ...list, value });
  }

  #setFailure(ref: GroupRef, error: AciError): void {
    this.#failures.set(groupKey(ref), error);
    this.#changed.fire({ kind: 'group', ref });
  }

  /** Forgets the groups of subscriptions that are no longer selected or no longer there. */
  #forgetUnwanted(): void {
    const there = new Set(this.subscriptions.map(({ id }) => id.toLowerCase()));
    for (const memory of [this.#groups, this.#resourceGroups]) {
      for (const id of memory.keys()) if (!there.has(id) || !this.isSelected(id)) memory.delete(id);
    }
    this.#changed.fire({ kind: 'everything' });
  }

  #setTenants(tenants: Loadable<readonly TenantEntry[]>): void {
    this.#tenants = tenants;
    this.#changed.fire({ kind: 'everything' });
  }

  #setSubscriptions(
    tenant: Tenant,
    next: (known: TenantEntry['subscriptions']) => TenantEntry['subscriptions'],
  ): void {
    if (this.#tenants.kind !== 'ready') return;
    const value = this.#tenants.value.map(entry =>
      entry.tenant.id === tenant.id ? { tenant, subscriptions: next(entry.subscriptions) } : entry,
    );
    this.#setTenants({ ...this.#tenants, value });
  }

  #setGroups(subscriptionId: string, groups: Loadable<readonly ContainerGroup[]>): void {
    this.#groups.set(subscriptionId.toLowerCase(), groups);
    this.#changed.fire({ kind: 'subscription', subscriptionId });
  }
}

/** A LIST's answer, corrected by the GETs that were answered since it was asked. */
function newerOf(listed: readonly ContainerGroup[], listing: Listing): readonly ContainerGroup[] {
  const known = new Set(listed.map(group => groupKey(group.ref)));
  const corrected = listed.flatMap(group => {
    const key = groupKey(group.ref);
    return listing.has(key) ? (listing.get(key) ?? []) : group;
  });
  const added = [...listing].flatMap(([key, group]) => (group && !known.has(key) ? group : []));
  return [...corrected, ...added];
}
