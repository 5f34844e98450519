import assert from 'node:assert/strict';
import { buildSubscriptionDirectory } from '../../../src/core/store/subscriptionDirectory.ts';
import { AciError } from '../../../src/core/errors.ts';
import { loading } from '../../../src/core/store/loadable.ts';
import type { Subscription, Tenant } from '../../../src/core/model/subscription.ts';

describe('The directory of subscriptions', () => {
  const tenant = (id: string): Tenant => ({ id, displayName: id });
  const subscription = (id: string, tenantId: string): Subscription => ({
    ...{ id, tenantId, displayName: id, state: 'Enabled' },
  });
  const [a, b] = [tenant('a'), tenant('b')];

  it('names each subscription once, and every tenant that has it, whatever the case of its id', () => {
    const { subscriptions, owners } = buildSubscriptionDirectory([
      { tenant: a, subscriptions: { kind: 'ready', value: [subscription('one', 'a')] } },
      {
        tenant: b,
        subscriptions: { kind: 'ready', value: [subscription('ONE', 'b'), subscription('two', 'b')] },
      },
    ]);
    assert.deepEqual(
      subscriptions.map(({ id }) => id),
      ['one', 'two'],
    );
    assert.deepEqual(Object.fromEntries(owners), { one: [a, b], two: [b] });
  });

  it('knows nothing of tenants that are being read or could not be', () => {
    const failed = { kind: 'failed', error: new AciError('offline', 'No connection.') } as const;
    const { subscriptions, owners } = buildSubscriptionDirectory([
      { tenant: a, subscriptions: loading },
      { tenant: b, subscriptions: failed },
    ]);
    assert.deepEqual([subscriptions.length, owners.size], [0, 0]);
  });
});
