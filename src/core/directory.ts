import { type Loadable, readable } from './loadable.ts';
import type { Subscription, Tenant } from './model.ts';

export interface TenantEntry {
  readonly tenant: Tenant;
  readonly subscriptions: Loadable<readonly Subscription[]>;
}

/** Which subscriptions there are in all tenants, and who has them. */
export interface Directory {
  /** Each once. */
  readonly subscriptions: readonly Subscription[];
  /** The tenants that have a subscription, by its id, lower-cased. */
  readonly owners: ReadonlyMap<string, readonly Tenant[]>;
}

export function directoryOf(entries: readonly TenantEntry[]): Directory {
  const subscriptions: Subscription[] = [];
  const owners = new Map<string, Tenant[]>();
  for (const entry of entries) {
    for (const subscription of readable(entry.subscriptions)) {
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
