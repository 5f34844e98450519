import assert from 'node:assert/strict';
import { development, sandbox } from '../../../src/emulator/seed/contoso.ts';
import { resolveJobTarget, type LastJobTarget } from '../../../src/ui/jobs/resolveJobTarget.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { openCreateFixture, type CreateFixture } from '../create/createFixture.ts';

const signal = neverAborts();
const nothing = { subscription: undefined, resourceGroup: undefined, location: undefined };

describe('Where a job of tasks.json runs', () => {
  let world: CreateFixture;
  before(async () => {
    world = await openCreateFixture();
  });
  after(() => world.close());

  const find = (wanted: Partial<Parameters<typeof resolveJobTarget>[1]>, last: LastJobTarget = {}) => {
    const { aci, context } = world;
    const places = { aci, cloud: 'emulator' as const, last, subscriptions: context.subscriptions };
    return resolveJobTarget(places, { ...nothing, ...wanted }, signal);
  };
  /** `resource group/location`, or what is wrong. */
  const told = async (...asked: Parameters<typeof find>) => {
    const found = await find(...asked);
    return 'problem' in found ? found.problem : `${found.place.resourceGroup.name}/${found.place.location}`;
  };

  it('is what it says, the subscription by name or id, whatever their capital letters', async () => {
    for (const subscription of ['Contoso Development', 'contoso development', development]) {
      const found = await find({ subscription, resourceGroup: 'RG-playground' });
      assert.deepEqual(found, {
        place: {
          ...{ cloud: 'emulator', subscriptionId: development, location: 'eastus' },
          resourceGroup: { name: 'rg-playground', location: 'eastus', isNew: false },
        },
      });
    }
  });

  it('is the location that it says, by either of its names', async () => {
    const wanted = { subscription: development, resourceGroup: 'rg-playground' };
    for (const location of ['westeurope', 'West Europe'])
      assert.equal(await told({ ...wanted, location }), 'rg-playground/westeurope');
    assert.equal(
      await told({ ...wanted, location: 'Atlantis' }),
      'location: "Atlantis" offers no container instances to you.',
    );
  });

  it('is the last used subscription and resource group where it names none', async () => {
    const last = { subscriptionId: development, resourceGroup: 'rg-archive-2024' };
    assert.equal(await told({}, last), 'rg-archive-2024/uksouth');
    assert.equal(await told({ resourceGroup: 'rg-playground' }, last), 'rg-playground/eastus');
  });

  it('does not take the last resource group to be in another subscription', async () => {
    const last = { subscriptionId: sandbox, resourceGroup: 'rg-playground' };
    assert.equal(
      await told({ subscription: development }, last),
      'resourceGroup: name the resource group to run in.',
    );
  });

  it('is the only subscription, and the only resource group in it', async () => {
    const { aci } = world;
    const only = { id: sandbox, displayName: 'Only', tenantId: '', state: 'Enabled' };
    const group = { subscriptionId: sandbox, name: 'rg-only', location: 'eastus' };
    const found = await resolveJobTarget(
      {
        aci: { locations: aci.locations.bind(aci), resourceGroups: () => Promise.resolve([group]) },
        ...{ cloud: 'emulator', last: {}, subscriptions: () => Promise.resolve([only]) },
      },
      nothing,
      signal,
    );
    assert.ok('place' in found);
    assert.equal(found.place.resourceGroup.name, 'rg-only');
  });

  it('has to be named where there are several', async () => {
    assert.equal(await told({}), 'subscription: name one: your account has 3 of them.');
  });

  it('is a problem where it is not there', async () => {
    assert.equal(
      await told({ subscription: 'Contoso Moon' }),
      'subscription: your account has no subscription "Contoso Moon".',
    );
    assert.equal(
      await told({ subscription: development, resourceGroup: 'rg-moon' }),
      'resourceGroup: "rg-moon" is not in the subscription "Contoso Development".',
    );
  });
});
