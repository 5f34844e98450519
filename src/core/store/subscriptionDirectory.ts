import { type Loadable, loading, loadedItems } from './loadable.ts';
import { type Subscription, type Tenant, tenantKey } from '../model/subscription.ts';

export interface TenantEntry {
  readonly tenant: Tenant;
  readonly subscriptions: Loadable<readonly Subscription[]>;
}

/** The subscriptions of all tenants, and which tenants have them. */
export interface SubscriptionDirectory {
  /** Each once. */
  readonly subscriptions: readonly Subscription[];
  /** The tenants that have a subscription, by its id, lower-cased. */
  readonly owners: ReadonlyMap<string, readonly Tenant[]>;
}

export function buildSubscriptionDirectory(entries: readonly TenantEntry[]): SubscriptionDirectory {
  const subscriptions: Subscription[] = [];
  const owners = new Map<string, Tenant[]>();
  for (const entry of entries) {
    for (const subscription of loadedItems(entry.subscriptions)) {
      const id = subscription.id.toLowerCase();
      const known = owners.get(id);
      known?.push(entry.tenant);
      if (known) continue;
      subscriptions.push(subscription);
      owners.set(id, [entry.tenant]);
    }
  }
  return { subscriptions, owners };
}

/** The tenants with what is known of each; `others`: what becomes of known tenants that aren't among them. */
export function mergeTenantEntries(
  tenants: readonly Tenant[],
  known: readonly TenantEntry[],
  others: 'keepOthers' | 'forgetOthers',
): readonly TenantEntry[] {
  const byKey = new Map(known.map(entry => [tenantKey(entry.tenant), entry]));
  const entries = tenants.map((tenant): TenantEntry => {
    const own = byKey.get(tenantKey(tenant));
    if (own && own.subscriptions.kind !== 'loading') return own;
    // With a second account, entries get account ids: what the single account saw stays until each is read anew.
    const former = byKey.get(tenantKey({ id: tenant.id, displayName: '' }));
    return { tenant, subscriptions: former?.subscriptions ?? loading };
  });
  if (others === 'forgetOthers') return entries;
  const found = new Set(tenants.map(tenantKey));
  return [...entries, ...known.filter(({ tenant }) => !found.has(tenantKey(tenant)))];
}
