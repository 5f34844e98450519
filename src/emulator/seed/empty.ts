/** One tenant with one subscription, and nothing in it. */
import type { Tenant } from '../arm/estate.ts';
import type { Account } from '../entra/directory.ts';
import type { Seed } from './seed.ts';

const tenant: Tenant = {
  tenantId: 'e0000000-1111-4222-8333-00000000e000',
  displayName: 'Default Directory',
  defaultDomain: 'empty.example',
};

const account = (name: string, displayName: string, objectId: string): Account => ({
  userName: `${name}@${tenant.defaultDomain}`,
  displayName,
  objectId,
  tenantIds: [tenant.tenantId],
});

export const emptySubscription = 'e0000000-0000-4000-8000-000000000001';

export const emptySeed: Seed = {
  tenants: [tenant],
  accounts: [
    account('robin', 'Robin Doe', 'e0000000-2222-4333-8444-000000000001'),
    account('kim', 'Kim Doe', 'e0000000-2222-4333-8444-000000000002'),
  ],
  subscriptions: [
    { subscriptionId: emptySubscription, tenantId: tenant.tenantId, displayName: 'Pay-As-You-Go' },
  ],
  resourceGroups: [],
  networks: [],
  registries: [],
  groups: () => [],
};
