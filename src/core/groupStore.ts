import type { Clock } from './clock.ts';
import { type AciError, isAbort, toAciError } from './errors.ts';
import { Emitter, type Event } from './event.ts';
import { isInMotion } from './groupState.ts';
import { type ContainerGroup, groupKey, type GroupRef, type Subscription, type Tenant } from './model.ts';
import type { Aci, Urgency } from './ports.ts';

/** Something that is being read, was read, or could not be. Failure is a value: it stays where it happened. */
export type Loadable<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: AciError };

export interface TenantEntry {
  readonly tenant: Tenant;
  readonly subscriptions: Loadable<readonly Subscription[]>;
}

/** What became different: everything, one subscription's list, or one group. */
export type StoreChange =
  | { readonly kind: 'everything' }
  | { readonly kind: 'subscription'; readonly subscriptionId: string }
  | { readonly kind: 'group'; readonly ref: GroupRef };

const loading = { kind: 'loading' } as const;
/** How long the first wait of `settle` is, and how much longer each next one, up to the last (ms). */
const settleWaits = { first: 2_000, factor: 1.5, last: 30_000 };
const getsAtATime = 8;

/**
 * All that is known of the account's container groups. Only its own `refresh…`, `show` and `settle` write it;
 * views read it and listen to `onDidChange`.
 */
export class GroupStore {
  readonly #aci: Aci;
  readonly #clock: Clock;
  readonly #changed = new Emitter<StoreChange>();
  #tenants: Loadable<readonly TenantEntry[]> = loading;
  readonly #groups = new Map<string, Loadable<readonly ContainerGroup[]>>();
  /** Groups whose instance view could not be read, by key. */
  readonly #failures = new Map<string, AciError>();
  readonly #queue = new Map<string, GroupRef>();
  readonly #settling = new Map<string, AbortController>();
  #running = 0;
  #life = new AbortController();
  #wanted: ReadonlySet<string> | undefined;

  readonly onDidChange: Event<StoreChange> = this.#changed.event;

  constructor(aci: Aci, clock: Clock) {
    this.#aci = aci;
    this.#clock = clock;
  }

  get tenants(): Loadable<readonly TenantEntry[]> {
    return this.#tenants;
  }

  /** Every subscription read so far, whatever the filter. */
  get subscriptions(): readonly Subscription[] {
    if (this.#tenants.kind !== 'ready') return [];
    return this.#tenants.value.flatMap(({ subscriptions: s }) => (s.kind === 'ready' ? s.value : []));
  }

  /** The subscription's groups; `undefined` while nobody asked for them (filtered out). */
  groups(subscriptionId: string): Loadable<readonly ContainerGroup[]> | undefined {
    return this.#groups.get(subscriptionId.toLowerCase());
  }

  group(ref: GroupRef): ContainerGroup | undefined {
    const list = this.groups(ref.subscriptionId);
    const key = groupKey(ref);
    return list?.kind === 'ready' ? list.value.find(group => groupKey(group.ref) === key) : undefined;
  }

  /** Why the group's instance view could not be read, if it couldn't. */
  failure(ref: GroupRef): AciError | undefined {
    return this.#failures.get(groupKey(ref));
  }

  /** Every group known, in ARM's order. */
  get allGroups(): readonly ContainerGroup[] {
    return [...this.#groups.values()].flatMap(list => (list.kind === 'ready' ? list.value : []));
  }

  /** Limits LISTs to these subscriptions (ids); `undefined` means all. Takes effect at the next `refresh`. */
  select(subscriptionIds: readonly string[] | undefined): void {
    this.#wanted = subscriptionIds && new Set(subscriptionIds.map(id => id.toLowerCase()));
  }

  isSelected(subscriptionId: string): boolean {
    return this.#wanted === undefined || this.#wanted.has(subscriptionId.toLowerCase());
  }

  /**
   * Reads tenants, subscriptions and groups anew: one LIST per selected subscription, all side by side.
   * What was known stays visible until the new answer is there. Never throws: failures are values.
   */
  async refresh(signal: AbortSignal = this.#life.signal): Promise<void> {
    if (this.#tenants.kind !== 'ready') this.#setTenants(loading);
    try {
      const tenants = await this.#aci.tenants(signal);
      const known = this.#tenants.kind === 'ready' ? this.#tenants.value : [];
      this.#setTenants({
        kind: 'ready',
        value: tenants.map(
          tenant => known.find(k => k.tenant.id === tenant.id) ?? { tenant, subscriptions: loading },
        ),
      });
      await Promise.all(tenants.map(tenant => this.#refreshTenant(tenant, signal)));
      this.#forgetUnselected();
    } catch (error) {
      if (!isAbort(error)) this.#setTenants({ kind: 'failed', error: toAciError(error) });
    }
  }

  async #refreshTenant(tenant: Tenant, signal: AbortSignal): Promise<void> {
    try {
      const subscriptions = await this.#aci.subscriptions(tenant.id, signal);
      this.#setSubscriptions(tenant, { kind: 'ready', value: subscriptions });
      const selected = subscriptions.filter(({ id }) => this.isSelected(id));
      await Promise.all(selected.map(({ id }) => this.refreshSubscription(id, signal)));
    } catch (error) {
      if (!isAbort(error)) this.#setSubscriptions(tenant, { kind: 'failed', error: toAciError(error) });
    }
  }

  /** LISTs the subscription's groups, keeping the instance views that are known. */
  async refreshSubscription(subscriptionId: string, signal: AbortSignal = this.#life.signal): Promise<void> {
    const id = subscriptionId.toLowerCase();
    if (this.#groups.get(id)?.kind !== 'ready') this.#setGroups(subscriptionId, loading);
    try {
      const found: ContainerGroup[] = [];
      for await (const page of this.#aci.listGroups(subscriptionId, signal)) {
        found.push(...page);
        // The first page of a long list is drawn at once; a known list is replaced only when all is there.
        if (this.#groups.get(id)?.kind !== 'ready')
          this.#setGroups(subscriptionId, { kind: 'ready', value: [...found] });
      }
      this.#setGroups(subscriptionId, { kind: 'ready', value: found.map(group => this.#keepView(group)) });
    } catch (error) {
      if (!isAbort(error)) this.#setGroups(subscriptionId, { kind: 'failed', error: toAciError(error) });
    }
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
   * (it then leaves the store). Throws `AciError`.
   */
  async refreshGroup(
    ref: GroupRef,
    signal: AbortSignal = this.#life.signal,
    urgency: Urgency = 'user',
  ): Promise<ContainerGroup | undefined> {
    try {
      const group = await this.#aci.getGroup(ref, signal, urgency);
      this.#failures.delete(groupKey(ref));
      this.#put(group);
      return group;
    } catch (error) {
      if (isAbort(error)) throw error;
      const failure = toAciError(error);
      if (failure.kind !== 'notFound') throw failure;
      this.#remove(ref);
      return undefined;
    }
  }

  /** Someone looks at these groups: their instance views are read, at most 8 at a time, in this order. */
  show(refs: readonly GroupRef[]): void {
    for (const ref of refs) this.#queue.set(groupKey(ref), ref);
    this.#pump();
  }

  #pump(): void {
    for (const [key, ref] of this.#queue) {
      if (this.#running >= getsAtATime) return;
      this.#queue.delete(key);
      this.#running += 1;
      void this.#read(ref).finally(() => {
        this.#running -= 1;
        this.#pump();
      });
    }
  }

  async #read(ref: GroupRef): Promise<void> {
    try {
      const group = await this.refreshGroup(ref, this.#life.signal, 'background');
      if (group && isInMotion(group)) this.settle(ref);
    } catch (error) {
      if (isAbort(error)) return;
      this.#failures.set(groupKey(ref), toAciError(error));
      this.#changed.fire({ kind: 'group', ref });
    }
  }

  /** Asks for the group ever slower until it rests or is gone. Asking twice is asking once. */
  settle(ref: GroupRef): void {
    const key = groupKey(ref);
    if (this.#settling.has(key)) return;
    const own = new AbortController();
    this.#settling.set(key, own);
    void this.#settle(ref, AbortSignal.any([own.signal, this.#life.signal])).finally(() => {
      if (this.#settling.get(key) === own) this.#settling.delete(key);
    });
  }

  async #settle(ref: GroupRef, signal: AbortSignal): Promise<void> {
    let wait = settleWaits.first;
    try {
      for (;;) {
        await this.#clock.sleep(wait, signal);
        const group = await this.refreshGroup(ref, signal, 'background');
        if (!group || !isInMotion(group)) return;
        wait = Math.min(wait * settleWaits.factor, settleWaits.last);
      }
    } catch (error) {
      if (isAbort(error)) return;
      this.#failures.set(groupKey(ref), toAciError(error));
      this.#changed.fire({ kind: 'group', ref });
    }
  }

  /** Another account or cloud: forgets everything and stops every request. */
  reset(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#groups.clear();
    this.#failures.clear();
    this.#queue.clear();
    this.#settling.clear();
    this.#setTenants(loading);
  }

  dispose(): void {
    this.#life.abort();
    this.#changed.dispose();
  }

  #put(group: ContainerGroup): void {
    const id = group.ref.subscriptionId.toLowerCase();
    const list = this.#groups.get(id);
    const groups = list?.kind === 'ready' ? list.value : [];
    const key = groupKey(group.ref);
    const isNew = !groups.some(known => groupKey(known.ref) === key);
    const value = isNew ? [...groups, group] : groups.map(g => (groupKey(g.ref) === key ? group : g));
    this.#groups.set(id, { kind: 'ready', value });
    this.#changed.fire(
      isNew
        ? { kind: 'subscription', subscriptionId: group.ref.subscriptionId }
        : { kind: 'group', ref: group.ref },
    );
  }

  #remove(ref: GroupRef): void {
    const list = this.groups(ref.subscriptionId);
    if (list?.kind !== 'ready') return;
    const key = groupKey(ref);
    this.#setGroups(ref.subscriptionId, {
      kind: 'ready',
      value: list.value.filter(group => groupKey(group.ref) !== key),
    });
  }

  #forgetUnselected(): void {
    for (const id of this.#groups.keys()) if (!this.isSelected(id)) this.#groups.delete(id);
    this.#changed.fire({ kind: 'everything' });
  }

  #setTenants(tenants: Loadable<readonly TenantEntry[]>): void {
    this.#tenants = tenants;
    this.#changed.fire({ kind: 'everything' });
  }

  #setSubscriptions(tenant: Tenant, subscriptions: Loadable<readonly Subscription[]>): void {
    if (this.#tenants.kind !== 'ready') return;
    this.#setTenants({
      kind: 'ready',
      value: this.#tenants.value.map(t => (t.tenant.id === tenant.id ? { tenant, subscriptions } : t)),
    });
  }

  #setGroups(subscriptionId: string, groups: Loadable<readonly ContainerGroup[]>): void {
    this.#groups.set(subscriptionId.toLowerCase(), groups);
    this.#changed.fire({ kind: 'subscription', subscriptionId });
  }
}
