import assert from 'node:assert/strict';
import { AciError } from '../../../src/core/errors.ts';
import { GroupStore, type StoreChange } from '../../../src/core/store/groupStore.ts';
import type { ContainerGroup, GroupRef } from '../../../src/core/model/containerGroup.ts';
import { TestClock } from '../../testClock.ts';
import { group } from '../sampleGroups.ts';
import { FakeAzureApi, type Phase } from '../fakeAzureApi.ts';

const offline = new AciError('offline', 'getaddrinfo ENOTFOUND management.azure.com');
const forbidden = new AciError('forbidden', 'The client does not have authorization.', { status: 403 });
const starting: readonly Phase[] = [
  { at: 0, provisioningState: 'Creating', state: 'Pending' },
  { at: 30_000, state: 'Running' },
];

/** Resolves when the store says so, at once or after one of its changes. */
function until(store: GroupStore, holds: () => boolean): Promise<void> {
  if (holds()) return Promise.resolve();
  return new Promise(resolve => {
    const watching = store.onDidChange(() => {
      if (!holds()) return;
      watching.dispose();
      resolve();
    });
  });
}

const names = (groups: readonly ContainerGroup[]) => groups.map(({ ref }) => ref.name);

describe('The group store', () => {
  let clock: TestClock;
  let azure: FakeAzureApi;
  let store: GroupStore;

  beforeEach(() => {
    clock = new TestClock();
    azure = new FakeAzureApi(clock);
    store = new GroupStore(azure, clock);
  });
  afterEach(() => store.dispose());

  const seen = (ref: GroupRef) => store.group(ref)?.state !== undefined;
  const readyGroups = (id: string) => {
    const list = store.groups(id);
    return list?.kind === 'ready' ? list : assert.fail(`the groups of ${id} are ${String(list?.kind)}`);
  };

  describe('reading everything', () => {
    it('asks one LIST per subscription and no GET', async () => {
      azure.addTenant('a', 'one', 'two');
      azure.addTenant('b', 'three');
      for (let n = 0; n < 50; n++) azure.addGroup(group({ name: `g${n}` }));
      await store.refresh();
      assert.deepEqual(azure.requests.filter(name => name.startsWith('LIST')).sort(), [
        'LIST one',
        'LIST three',
        'LIST two',
      ]);
      assert.equal(azure.count(/^GET/), 0);
      assert.equal(store.allGroups.length, 50);
    });

    it('reads all tenants and subscriptions side by side', async () => {
      azure.addTenant('a', 'one', 'two');
      azure.addTenant('b', 'three');
      await store.refresh();
      assert.equal(azure.mostAtOnce, 3);
    });

    it('lists a subscription once that two tenants name', async () => {
      azure.addTenant('a', 'one');
      azure.addTenant('b', 'one', 'two');
      await store.refresh();
      assert.equal(azure.count(/^LIST one$/), 1);
      assert.deepEqual(
        store.subscriptions.map(({ id, tenantId }) => `${tenantId}/${id}`),
        ['a/one', 'b/two'],
      );
    });

    it('lists only selected subscriptions, and forgets those that are selected no more', async () => {
      azure.addTenant('a', 'one', 'two');
      await store.refresh();
      store.selectSubscriptions(['TWO']);
      await store.refresh();
      assert.equal(azure.count(/^LIST one$/), 1);
      assert.equal(azure.count(/^LIST two$/), 2);
      assert.equal(store.groups('one'), undefined);
    });

    it('forgets the groups of a subscription that is no longer there', async () => {
      azure.addTenant('a', 'one', 'two');
      azure.addGroup(group());
      await store.refresh();
      azure.removeSubscription('a', 'one');
      await store.refresh();
      assert.equal(store.groups('one'), undefined);
      assert.deepEqual(store.allGroups, []);
    });

    it('draws an unknown list page by page, and replaces a known one as a whole', async () => {
      azure.addTenant('a', 'one');
      azure.pageSize = 2;
      for (const name of ['a', 'b', 'c']) azure.addGroup(group({ name }));
      const sizes: number[] = [];
      store.onDidChange(() => {
        const list = store.groups('one');
        if (list?.kind === 'ready') sizes.push(list.value.length);
      });
      await store.refresh();
      assert.deepEqual([...new Set(sizes)], [2, 3]);
      sizes.length = 0;
      await store.refresh();
      assert.deepEqual([...new Set(sizes)], [3]);
    });

    it('reads resource groups only where they are wanted', async () => {
      azure.addTenant('a', 'one');
      azure.addResourceGroup('one', 'empty');
      await store.refresh();
      assert.equal(azure.count(/^RESOURCEGROUPS/), 0);
      store.includeResourceGroups(true);
      await store.refresh();
      const list = store.resourceGroups('one');
      assert.deepEqual(list?.kind === 'ready' && list.value.map(({ name }) => name), ['empty']);
    });
  });

  describe('when something fails', () => {
    it('keeps the failure of a tenant at that tenant', async () => {
      azure.addTenant('a', 'one');
      azure.addTenant('b', 'two');
      azure.addGroup(group());
      azure.failing.set('SUBSCRIPTIONS b', forbidden);
      await store.refresh();
      assert.deepEqual(names(store.allGroups), ['web']);
      const entries = store.tenants.kind === 'ready' ? store.tenants.value : [];
      assert.deepEqual(
        entries.map(({ subscriptions }) => subscriptions.kind),
        ['ready', 'failed'],
      );
    });

    it('keeps the failure of a subscription at that subscription, and reads it again when asked', async () => {
      azure.addTenant('a', 'one', 'two');
      azure.addGroup(group());
      azure.failing.set('LIST two', forbidden);
      await store.refresh();
      assert.deepEqual(store.groups('two'), { kind: 'failed', error: forbidden });
      assert.equal(readyGroups('one').value.length, 1);
      azure.failing.clear();
      await store.refreshSubscription('two');
      assert.deepEqual(store.groups('two'), { kind: 'ready', value: [] });
    });

    it('keeps what was known, with the error beside it', async () => {
      azure.addTenant('a', 'one');
      azure.addGroup(group());
      await store.refresh();
      for (const request of ['TENANTS', 'SUBSCRIPTIONS a', 'LIST one']) {
        azure.failing.set(request, offline);
        await store.refresh();
        assert.deepEqual(names(store.allGroups), ['web'], request);
        azure.failing.clear();
      }
      azure.failing.set('LIST one', offline);
      await store.refresh();
      assert.equal(readyGroups('one').error, offline);
      azure.failing.clear();
      await store.refresh();
      assert.equal(readyGroups('one').error, undefined);
    });

    it('says that nothing can be read when the tenants cannot', async () => {
      azure.failing.set('TENANTS', offline);
      await store.refresh();
      assert.deepEqual(store.tenants, { kind: 'failed', error: offline });
    });

    it('is not left loading by a caller who gives up', async () => {
      azure.addTenant('a', 'one');
      await store.refresh();
      store.reset();
      azure.hold();
      const caller = new AbortController();
      const reading = store.refreshSubscription('one', caller.signal);
      caller.abort();
      await reading;
      assert.equal(store.groups('one'), undefined);
    });
  });

  describe('reading one group', () => {
    it('brings the instance view, which later LISTs leave alone', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group());
      await store.refresh();
      assert.equal(store.group(ref)?.state, undefined);
      await store.refreshGroup(ref);
      await store.refresh();
      assert.equal(store.group(ref)?.state, 'Running');
      assert.equal(store.group(ref)?.containers[0]?.instanceView?.currentState?.state, 'Running');
    });

    it('takes over what somebody who follows it has read, and nothing of a group that it does not know', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group());
      await store.refresh();
      const known = store.group(ref);
      assert.ok(known);
      store.updateGroup({ ...known, state: 'Stopped' });
      assert.equal(store.group(ref)?.state, 'Stopped');
      store.updateGroup(group({ name: 'gone' }));
      assert.equal(store.allGroups.length, 1);
    });

    it('forgets the instance view when LIST says that the provisioning state has changed', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group(), [
        { at: 0, state: 'Running' },
        { at: 1000, provisioningState: 'Updating', state: 'Running' },
      ]);
      await store.refresh();
      await store.refreshGroup(ref);
      clock.advance(1000);
      await store.refresh();
      assert.equal(store.group(ref)?.state, undefined);
      assert.equal(store.group(ref)?.provisioningState, 'Updating');
    });

    it('finds a group however its name is spelled', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group());
      await store.refresh();
      assert.ok(store.group({ ...ref, subscriptionId: 'ONE', resourceGroup: 'SHOP', name: 'Web' }));
    });

    it('removes a group that is gone', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group());
      await store.refresh();
      azure.removeGroup(ref);
      assert.equal(await store.refreshGroup(ref), undefined);
      assert.deepEqual(store.allGroups, []);
    });

    it('adds a group that is new', async () => {
      azure.addTenant('a', 'one');
      await store.refresh();
      const ref = azure.addGroup(group());
      await store.refreshGroup(ref);
      assert.deepEqual(names(store.allGroups), ['web']);
    });

    it('makes no list out of one group where the list is not known', async () => {
      azure.addTenant('a', 'one', 'two');
      const ref = azure.addGroup(group());
      azure.failing.set('LIST one', forbidden);
      await store.refresh();
      await store.refreshGroup(ref);
      assert.equal(store.groups('one')?.kind, 'failed');
    });

    it('throws other failures and keeps what was known', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group());
      await store.refresh();
      azure.failing.set('GET web', forbidden);
      await assert.rejects(store.refreshGroup(ref), forbidden);
      assert.ok(store.group(ref));
    });

    it('is not overruled by a LIST that was asked before', async () => {
      azure.addTenant('a', 'one');
      const gone = azure.addGroup(group({ name: 'gone' }));
      await store.refresh();
      azure.hold();
      const listing = store.refreshSubscription('one');
      azure.removeGroup(gone);
      const made = azure.addGroup(group({ name: 'made' }));
      const gets = [store.refreshGroup(gone), store.refreshGroup(made)];
      // The GETs are answered first, then the LIST with what it saw when it was asked.
      azure.releaseLast(2);
      await Promise.all(gets);
      azure.release();
      await listing;
      assert.deepEqual(names(store.allGroups), ['made']);
    });

    it('draws no page of a LIST that a newer one has overtaken', async () => {
      azure.addTenant('a', 'one');
      const gone = azure.addGroup(group({ name: 'gone' }));
      azure.hold();
      const older = store.refreshSubscription('one');
      azure.removeGroup(gone);
      const newer = store.refreshSubscription('one');
      const drawn = new Set<string>();
      store.onDidChange(() => names(store.allGroups).forEach(name => drawn.add(name)));
      azure.release();
      await Promise.all([older, newer]);
      assert.deepEqual([...drawn], []);
      assert.deepEqual(readyGroups('one').value, []);
    });

    it('takes the answer of the LIST that was asked last', async () => {
      azure.addTenant('a', 'one');
      await store.refresh();
      azure.hold();
      const older = store.refreshSubscription('one');
      azure.addGroup(group());
      const newer = store.refreshSubscription('one');
      azure.releaseLast(1);
      await newer;
      azure.release();
      await older;
      assert.deepEqual(names(store.allGroups), ['web']);
    });
  });

  describe('groups that someone looks at', () => {
    it('are read at most 8 at a time, in their order, and no others', async () => {
      azure.addTenant('a', 'one');
      const refs = Array.from({ length: 40 }, (_, n) => azure.addGroup(group({ name: `g${n}` })));
      await store.refresh();
      azure.mostAtOnce = 0;
      store.setVisibleGroups(refs.slice(0, 20));
      await until(store, () => refs.slice(0, 20).every(seen));
      assert.equal(azure.mostAtOnce, 8);
      assert.deepEqual(
        azure.requests.filter(name => name.startsWith('GET')),
        refs.slice(0, 20).map(({ name }) => `GET ${name}`),
      );
    });

    it('are not read when nobody looks at them any more', async () => {
      azure.addTenant('a', 'one');
      const refs = Array.from({ length: 20 }, (_, n) => azure.addGroup(group({ name: `g${n}` })));
      await store.refresh();
      azure.hold();
      store.setVisibleGroups(refs.slice(0, 12));
      store.setVisibleGroups(refs.slice(15));
      azure.release();
      await until(store, () => refs.slice(15).every(seen));
      assert.equal(azure.count(/^GET/), 8 + 5);
    });

    it('are read once per LIST, however often they are drawn', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group());
      await store.refresh();
      store.setVisibleGroups([ref]);
      store.setVisibleGroups([ref]);
      await until(store, () => seen(ref));
      await settled();
      store.setVisibleGroups([ref]);
      assert.equal(azure.count(/^GET/), 1);
      await store.refresh();
      const read = nextChange(store, 'group');
      store.setVisibleGroups([ref]);
      await read;
      assert.equal(azure.count(/^GET/), 2);
    });

    it('are not asked for again while the answer is on its way', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group());
      await store.refresh();
      azure.hold();
      store.setVisibleGroups([ref]);
      const listing = store.refreshSubscription('one');
      store.setVisibleGroups([ref]);
      assert.equal(azure.count(/^GET/), 1);
      azure.release();
      await listing;
    });

    it('are not read while the view is away', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group());
      await store.refresh();
      store.pause();
      store.setVisibleGroups([ref]);
      assert.equal(azure.count(/^GET/), 0);
      store.resume();
      await until(store, () => seen(ref));
      assert.equal(azure.count(/^GET/), 1);
    });

    it('say what kept them from being read, until they could be', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group());
      await store.refresh();
      azure.failing.set('GET web', forbidden);
      store.setVisibleGroups([ref]);
      await until(store, () => store.failure(ref) !== undefined);
      assert.equal(store.failure(ref), forbidden);
      azure.failing.clear();
      await store.refreshGroup(ref);
      assert.equal(store.failure(ref), undefined);
    });

    it('leave the list when they turn out to be gone', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group());
      await store.refresh();
      azure.removeGroup(ref);
      store.setVisibleGroups([ref]);
      await until(store, () => store.allGroups.length === 0);
    });
  });

  describe('groups in motion', () => {
    it('are read ever slower until they rest', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group(), starting);
      await store.refresh();
      store.setVisibleGroups([ref]);
      for (const wait of [2_000, 3_000, 4_500, 6_750, 10_125]) {
        await clock.asleepFor(wait);
        clock.advance(wait);
      }
      await clock.asleepFor(15_187.5);
      clock.advance(15_187.5);
      await until(store, () => store.group(ref)?.state === 'Running');
      assert.equal(azure.count(/^GET/), 7);
      assert.equal(clock.slept.length, 6);
    });

    it('are read at least every 30 seconds', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group(), [{ at: 0, provisioningState: 'Creating', state: 'Pending' }]);
      await store.refresh();
      store.pollUntilStable(ref);
      for (let n = 0; n < 12; n++) {
        const wait = Math.min(2_000 * 1.5 ** n, 30_000);
        await clock.asleepFor(wait);
        clock.advance(wait);
      }
      await clock.asleepFor(30_000);
      assert.equal(Math.max(...clock.slept), 30_000);
    });

    it('are asked for once, however many want to know', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group(), starting);
      await store.refresh();
      store.pollUntilStable(ref);
      store.pollUntilStable(ref);
      store.setVisibleGroups([ref]);
      await until(store, () => seen(ref));
      await clock.asleepFor(2_000);
      assert.deepEqual(clock.slept, [2_000]);
    });

    it('are let alone when nobody looks at them any more', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group(), starting);
      await store.refresh();
      store.setVisibleGroups([ref]);
      await clock.asleepFor(2_000);
      store.setVisibleGroups([]);
      clock.advance(2_000);
      await settled();
      assert.equal(azure.count(/^GET/), 1);
      store.setVisibleGroups([ref]);
      await clock.asleepFor(2_000);
      assert.equal(azure.count(/^GET/), 2);
    });

    it('are let alone while the view is away, and read at once when it is back', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group(), starting);
      await store.refresh();
      store.setVisibleGroups([ref]);
      await clock.asleepFor(2_000);
      store.pause();
      clock.advance(60_000);
      await settled();
      assert.equal(azure.count(/^GET/), 1);
      store.resume();
      await until(store, () => store.group(ref)?.state === 'Running');
      assert.equal(azure.count(/^GET/), 2);
    });

    it('are read again after a failure that passes', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group(), starting);
      await store.refresh();
      store.setVisibleGroups([ref]);
      await clock.asleepFor(2_000);
      azure.failing.set('GET web', offline);
      clock.advance(2_000);
      await clock.asleepFor(3_000);
      assert.equal(store.failure(ref), offline);
      azure.failing.clear();
      clock.advance(30_000);
      await until(store, () => store.group(ref)?.state === 'Running');
      assert.equal(store.failure(ref), undefined);
    });

    it('are given up after a failure that does not', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group(), starting);
      await store.refresh();
      store.setVisibleGroups([ref]);
      await clock.asleepFor(2_000);
      azure.failing.set('GET web', forbidden);
      clock.advance(2_000);
      await until(store, () => store.failure(ref) !== undefined);
      await settled();
      assert.deepEqual(clock.slept, [2_000]);
    });

    it('are at most 8 at a time, like all others', async () => {
      azure.addTenant('a', 'one');
      const refs = Array.from({ length: 20 }, (_, n) => azure.addGroup(group({ name: `g${n}` }), starting));
      await store.refresh();
      for (const ref of refs) store.pollUntilStable(ref);
      azure.mostAtOnce = 0;
      clock.advance(30_000);
      await until(store, () => refs.every(ref => store.group(ref)?.state === 'Running'));
      assert.equal(azure.mostAtOnce, 8);
    });
  });

  describe('a group that is refreshed and tracked', () => {
    const read = async (phases: readonly Phase[]) => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group(), phases);
      await store.refresh();
      return { ref, first: await store.refreshAndTrack(ref) };
    };

    it('is read once more even if it looks stable, as Azure may answer what it was before', async () => {
      const { ref, first } = await read([
        { at: 0, state: 'Running' },
        { at: 1_000, state: 'Stopped' },
      ]);
      assert.equal(first?.state, 'Running');
      await clock.asleepFor(2_000);
      clock.advance(2_000);
      await until(store, () => store.group(ref)?.state === 'Stopped');
      await settled();
      assert.deepEqual(clock.slept, [2_000]);
    });

    it('is read until it is gone, also if it is deleted only after the answer', async () => {
      const { ref } = await read([{ at: 0, state: 'Running' }]);
      azure.removeGroup(ref);
      await clock.asleepFor(2_000);
      clock.advance(2_000);
      await until(store, () => store.group(ref) === undefined);
    });

    it('is read ever slower while it is in transition', async () => {
      const { ref } = await read(starting);
      for (const wait of [2_000, 3_000, 4_500, 6_750, 10_125, 15_187.5]) {
        await clock.asleepFor(wait);
        clock.advance(wait);
      }
      await until(store, () => store.group(ref)?.state === 'Running');
    });

    it('is not polled when it is gone or cannot be read', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group());
      await store.refresh();
      azure.failing.set('GET web', forbidden);
      await assert.rejects(store.refreshAndTrack(ref), forbidden);
      azure.failing.clear();
      azure.removeGroup(ref);
      assert.equal(await store.refreshAndTrack(ref), undefined);
      assert.deepEqual(clock.slept, []);
    });
  });

  describe('a group that somebody looks at', () => {
    it('is read once where it is stable, and on and on where it is in transition', async () => {
      azure.addTenant('a', 'one');
      const stable = azure.addGroup(group());
      const changing = azure.addGroup(group({ name: 'changing' }), starting);
      await store.refresh();
      assert.equal((await store.refreshAndTrackIfTransitioning(stable))?.state, 'Running');
      await settled();
      assert.deepEqual(clock.slept, []);
      await store.refreshAndTrackIfTransitioning(changing);
      await clock.asleepFor(2_000);
      assert.deepEqual(clock.slept, [2_000]);
    });
  });

  describe('another account', () => {
    it('finds nothing of the former one', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group(), starting);
      await store.refresh();
      store.pollUntilStable(ref);
      store.reset();
      assert.deepEqual(store.tenants, { kind: 'loading' });
      assert.deepEqual(store.allGroups, []);
      assert.deepEqual(store.subscriptions, []);
      clock.advance(60_000);
      await settled();
      assert.equal(azure.count(/^GET/), 0);
    });

    it('gets no answer that was meant for the former one', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group());
      await store.refresh();
      azure.hold();
      azure.isDeaf = true;
      const caller = new AbortController().signal;
      const reading = store.refresh(caller);
      const getting = store.refreshGroup(ref, caller);
      store.reset();
      azure.release();
      await reading;
      await assert.rejects(getting, { name: 'AbortError' });
      assert.deepEqual(store.tenants, { kind: 'loading' });
    });
  });

  describe('changes', () => {
    it('are only those there were: the same tenants and subscriptions again are none', async () => {
      azure.addTenant('a', 'one');
      azure.addTenant('b', 'two');
      await store.refresh();
      const changes: StoreChange[] = [];
      store.onDidChange(change => changes.push(change));
      await store.refresh();
      assert.deepEqual(
        changes.map(({ kind }) => kind),
        ['subscription', 'subscription'],
      );
      store.selectSubscriptions(['one']);
      await store.refresh();
      assert.deepEqual(changes.at(-1), { kind: 'everything' });
    });

    it('name the group that changed, and its subscription when the list did', async () => {
      azure.addTenant('a', 'one');
      const ref = azure.addGroup(group());
      await store.refresh();
      const changes: StoreChange[] = [];
      store.onDidChange(change => changes.push(change));
      await store.refreshGroup(ref);
      azure.removeGroup(ref);
      await store.refreshGroup(ref);
      assert.deepEqual(changes, [
        { kind: 'group', ref },
        { kind: 'subscription', subscriptionId: 'one' },
      ]);
    });
  });
});

function nextChange(store: GroupStore, kind: StoreChange['kind']): Promise<void> {
  return new Promise(resolve => {
    const watching = store.onDidChange(change => {
      if (change.kind !== kind) return;
      watching.dispose();
      resolve();
    });
  });
}

/** After every promise that could go on has gone on: nothing here waits for anything but promises and the clock. */
function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
