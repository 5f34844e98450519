import assert from 'node:assert/strict';
import { AciError } from '../../../src/core/errors.ts';
import { GroupStore } from '../../../src/core/store/groupStore.ts';
import { createMultiAccountAzureApi } from '../../../src/core/account/multiAccountAzureApi.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { waitForCompletion } from '../../../src/core/waitForCompletion.ts';
import { TestClock } from '../../testClock.ts';
import { group } from '../sampleGroups.ts';
import { FakeAzureApi } from '../fakeAzureApi.ts';

const { signal } = new AbortController();
const ended = new AciError('signedOut', 'AADSTS50173: revoked.');

describe('Several accounts as one', () => {
  let ada: FakeAzureApi;
  let ben: FakeAzureApi;
  let present: string[];
  let outcomes: string[];
  let aci: AzureApi;
  let store: GroupStore;
  const ofBen = group({ ref: { ...group().ref, subscriptionId: 'bens', name: 'ben-web' } });

  beforeEach(() => {
    const clock = new TestClock();
    [ada, ben] = [new FakeAzureApi(clock), new FakeAzureApi(clock)];
    ada.addTenant('contoso', 'shared', 'adas');
    ben.addTenant('fabrikam', 'bens');
    ben.addTenant('contoso', 'shared');
    ben.addGroup(ofBen);
    present = ['ada', 'ben'];
    outcomes = [];
    const people = { ada, ben };
    aci = createMultiAccountAzureApi(
      () =>
        (['ada', 'ben'] as const)
          .filter(id => present.includes(id))
          .map(id => ({ id, label: `${id}@example`, getAzureApi: () => Promise.resolve(people[id]) })),
      (id, failure) => outcomes.push(`${id}: ${failure?.kind ?? 'well'}`),
    );
    store = new GroupStore(aci, clock);
  });
  afterEach(() => store.dispose());

  const shown = () => store.subscriptions.map(({ id }) => id);
  const asked = (azure: FakeAzureApi) => azure.requests.splice(0);

  /** Resolves once the store shows all these subscriptions. */
  function untilShown(...ids: readonly string[]): Promise<void> {
    return new Promise(resolve => {
      const look = () => {
        if (!ids.every(id => shown().includes(id))) return;
        listening.dispose();
        resolve();
      };
      const listening = store.onDidChange(look);
      look();
    });
  }

  it('have the tenants of all, each told apart by whose it is', async () => {
    assert.deepEqual(
      (await aci.tenants(signal)).map(({ id, account }) => `${id} of ${account?.label ?? 'nobody'}`),
      ['contoso of ada@example', 'fabrikam of ben@example', 'contoso of ben@example'],
    );
    assert.deepEqual(outcomes.sort(), ['ada: well', 'ben: well']);
  });

  it('name nobody where there is only one', async () => {
    present = ['ada'];
    assert.deepEqual(await aci.tenants(signal), [{ id: 'contoso', displayName: 'Tenant contoso' }]);
  });

  it('show a subscription once that several have, and ask the first of them for its groups', async () => {
    await store.refresh();
    assert.deepEqual(shown(), ['shared', 'adas', 'bens']);
    assert.deepEqual(
      asked(ada).filter(name => name.startsWith('LIST')),
      ['LIST shared', 'LIST adas'],
    );
    assert.deepEqual(
      asked(ben).filter(name => name.startsWith('LIST')),
      ['LIST bens'],
    );
  });

  it('ask the account that has the subscription, whatever is asked', async () => {
    await store.refresh();
    asked(ada);
    asked(ben);
    assert.equal((await aci.getGroup(ofBen.ref, signal)).ref.name, 'ben-web');
    const scope = { cloud: ofBen.ref.cloud, id: '/subscriptions/BENS/resourceGroups/rg' };
    const registry = { id: '/subscriptions/bens/x', name: 'r', loginServer: 'r', adminUserEnabled: false };
    // Nothing that Ben's Azure can't answer may go to Ada's: hers would answer that it has no such group.
    for (const call of [
      () => aci.locations('bens', signal),
      () => aci.repositories(registry, signal),
      () => aci.access.roles(scope, signal),
      () => waitForCompletion(aci.act(ofBen.ref, 'stop', signal)),
    ]) {
      await assert.rejects(call, { message: /no such thing|not needed/i });
    }
    assert.deepEqual(asked(ada), []);
    assert.deepEqual(asked(ben), ['GET ben-web']);
  });

  it('hand on what is asked in the background, so that it keeps nobody waiting who clicked', async () => {
    await store.refresh();
    asked(ben);
    const scope = { cloud: ofBen.ref.cloud, id: '/subscriptions/bens/resourceGroups/rg' };
    await aci.access.permissions(scope, signal, 'background');
    await aci.access.permissions(scope, signal);
    assert.deepEqual(asked(ben), ['PERMISSIONS background', 'PERMISSIONS user']);
  });

  it('find the account of a subscription that nobody has read yet', async () => {
    assert.equal((await aci.getGroup(ofBen.ref, signal)).ref.name, 'ben-web');
  });

  it('are not hidden by one that fails, which is reported', async () => {
    ada.failing.set('TENANTS', ended);
    await store.refresh();
    assert.deepEqual(shown(), ['bens', 'shared']);
    assert.deepEqual(outcomes.sort(), ['ada: signedOut', 'ben: well']);
    ada.failing.clear();
    await store.refresh();
    assert.deepEqual(shown(), ['shared', 'adas', 'bens']);
  });

  it('keep what was known of one that fails later, with the failure at its tenants', async () => {
    await store.refresh();
    outcomes.length = 0;
    for (const request of ['TENANTS', 'SUBSCRIPTIONS contoso']) ada.failing.set(request, ended);
    await store.refresh();
    assert.deepEqual(shown(), ['shared', 'adas', 'bens']);
    assert.deepEqual(outcomes.sort(), ['ada: well', 'ben: well']);
    const failed = store.tenants.kind === 'ready' ? store.tenants.value : [];
    assert.deepEqual(
      failed
        .filter(({ subscriptions }) => subscriptions.kind === 'ready' && subscriptions.error)
        .map(({ tenant }) => `${tenant.id} of ${tenant.account?.id ?? ''}`),
      ['contoso of ada'],
    );
  });

  it('are not delayed by one that is slow', async () => {
    ada.hold();
    const refreshing = store.refresh();
    await untilShown('bens', 'shared');
    ada.release();
    await refreshing;
    assert.deepEqual(shown(), ['shared', 'adas', 'bens']);
  });

  it('keep showing what the slow one said before', async () => {
    await store.refresh();
    ada.hold();
    ben.addTenant('new', 'newest');
    const refreshing = store.refresh();
    await untilShown('newest');
    assert.ok(shown().includes('adas'));
    ada.release();
    await refreshing;
  });

  it('fail together only where all of them fail', async () => {
    ada.failing.set('TENANTS', ended);
    ben.failing.set('TENANTS', ended);
    await assert.rejects(aci.tenants(signal), { kind: 'signedOut' });
    present = [];
    await assert.rejects(aci.tenants(signal), { kind: 'signedOut' });
  });

  it('hide nothing that the only one showed while another joins it', async () => {
    present = ['ada'];
    await store.refresh();
    present = ['ada', 'ben'];
    const seen = new Set<boolean>();
    const listening = store.onDidChange(() => seen.add(shown().includes('adas')));
    await store.refresh();
    listening.dispose();
    assert.deepEqual([...seen], [true]);
    assert.deepEqual(shown(), ['shared', 'adas', 'bens']);
  });

  it('go on without one that is removed', async () => {
    await store.refresh();
    present = ['ben'];
    await store.refresh();
    assert.deepEqual(shown(), ['bens', 'shared']);
    asked(ben);
    await store.refreshSubscription('shared');
    assert.deepEqual(asked(ben), ['LIST shared']);
  });
});
