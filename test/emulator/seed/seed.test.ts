import assert from 'node:assert/strict';
import { ManualClock } from '../../../src/emulator/clock.ts';
import type { Group } from '../../../src/emulator/arm/estate.ts';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { chooseSeed } from '../../../src/emulator/seed/chooseSeed.ts';
import type { Seed } from '../../../src/emulator/seed/seed.ts';
import type { JsonObject } from '../../../src/emulator/json.ts';

function seedNamed(name: string, now = 0): Seed {
  const seed = chooseSeed(name, now);
  assert.ok(seed, name);
  return seed;
}

interface ContainerView {
  readonly restartCount: number;
  readonly currentState: {
    readonly state: string;
    readonly exitCode?: number;
    readonly detailStatus: string;
  };
}

function containersOf(group: Group): (ContainerView | undefined)[] {
  const containers = group.properties['containers'] as { name: string }[];
  return containers.map(
    c => group.running.containerInstanceView(c.name) as (JsonObject & ContainerView) | undefined,
  );
}

describe('The demo seed', () => {
  let emulator: Emulator;
  before(async () => {
    const clock = new ManualClock();
    emulator = await startEmulator({ clock, seed: seedNamed('demo', clock.now()) });
  });
  after(() => emulator.close());

  const group = (name: string) => {
    const found = emulator.estate.allGroups().find(g => g.name === name);
    assert.ok(found, name);
    return found;
  };
  const state = (name: string) => [group(name).running.provisioningState, group(name).running.state];

  it('has two tenants, several subscriptions and regions, and resource groups with and without groups', () => {
    const { estate } = emulator;
    assert.equal(estate.tenants.length, 2);
    assert.equal(estate.subscriptions.length, 4);
    assert.equal(emulator.subscriptionIds.length, 3);
    const resourceGroups = estate.subscriptions.flatMap(s => estate.resourceGroups(s.subscriptionId));
    const empty = resourceGroups.filter(r => estate.groups(r.subscriptionId, r.name).length === 0);
    assert.ok(resourceGroups.length >= 10);
    assert.ok(empty.length >= 3);
    assert.ok(new Set(estate.allGroups().map(g => g.location)).size >= 5);
    assert.ok(estate.allGroups().length >= 24);
  });

  it('has a group in every state', () => {
    assert.deepEqual(state('storefront-web'), ['Succeeded', 'Running']);
    assert.deepEqual(state('wordcount-hamlet'), ['Succeeded', 'Succeeded']);
    assert.deepEqual(state('import-orders'), ['Succeeded', 'Failed']);
    assert.deepEqual(state('storefront-admin'), ['Succeeded', 'Stopped']);
    assert.deepEqual(state('still-pulling'), ['Creating', 'Pending']);
    assert.deepEqual(state('storefront-preview'), ['Creating', 'Pending']);
    assert.deepEqual(state('storefront-typo'), ['Failed', 'Pending']);
  });

  it('has containers that crash again and again, that failed, and that came to an end', () => {
    const [crashing] = containersOf(group('payments-crashing'));
    assert.ok((crashing?.restartCount ?? 0) > 5);
    assert.match(crashing?.currentState.detailStatus ?? '', /^CrashLoopBackOff/);
    const [failed] = containersOf(group('payments-reconcile'));
    assert.deepEqual([failed?.currentState.state, failed?.currentState.exitCode], ['Terminated', 3]);
    const [ended] = containersOf(group('wordcount-nightly'));
    assert.deepEqual([ended?.currentState.state, ended?.currentState.exitCode], ['Terminated', 0]);
  });

  it('has a probe that fails and a share that cannot be mounted', () => {
    const [unhealthy] = containersOf(group('payments-unhealthy'));
    assert.ok((unhealthy?.restartCount ?? 0) > 2, String(unhealthy?.restartCount));
    const said = (name: string) => JSON.stringify(group(name).running.events());
    assert.match(said('payments-unhealthy'), /Liveness probe failed: .*connection refused/);
    assert.match(said('archive-reports'), /"FailedMount".*mount error\(2\)/);
    assert.deepEqual(state('archive-reports'), ['Failed', 'Pending']);
  });

  it('has Linux and Windows, sidecars, init containers, Spot, labels, subnets, and no address at all', () => {
    const all = emulator.estate.allGroups().map(g => g.properties);
    const some = (what: (properties: (typeof all)[number]) => boolean) =>
      assert.ok(all.some(what), what.toString());
    some(p => p['osType'] === 'Windows');
    some(p => (p['containers'] as unknown[]).length === 3);
    some(p => (p['initContainers'] as unknown[]).length > 0);
    some(p => p['priority'] === 'Spot');
    some(p => (p['ipAddress'] as { dnsNameLabel?: string } | undefined)?.dnsNameLabel !== undefined);
    some(p => p['subnetIds'] !== undefined);
    some(p => p['ipAddress'] === undefined);
    some(p => p['imageRegistryCredentials'] !== undefined);
  });

  it('gives each group only the addresses and images that it may have', () => {
    for (const { name, location, properties } of emulator.estate.allGroups()) {
      assert.equal(emulator.containers.imageProblem({ name, location, properties }), undefined, name);
    }
  });

  it('goes on living: what is still pulling will run', async () => {
    const clock = new ManualClock();
    const own = await startEmulator({ clock, seed: seedNamed('demo', clock.now()) });
    clock.advance(120_000);
    const running = own.estate.allGroups().find(g => g.name === 'still-pulling')?.running.state;
    await own.close();
    assert.equal(running, 'Running');
  });
});

describe('Other seeds', () => {
  it('empty: one tenant and one subscription without a resource group', async () => {
    const emulator = await startEmulator({ seed: seedNamed('empty') });
    const { estate, subscriptionIds } = emulator;
    await emulator.close();
    assert.equal(estate.tenants.length, 1);
    assert.equal(subscriptionIds.length, 1);
    assert.deepEqual(estate.resourceGroups(subscriptionIds[0] ?? ''), []);
  });

  it('groups=N: so many running groups, 25 to a resource group and 500 to a subscription', async () => {
    const emulator = await startEmulator({ seed: seedNamed('groups=510') });
    const { estate, subscriptionIds } = emulator;
    const [first = '', second = ''] = subscriptionIds;
    const counts = [estate.groups(first).length, estate.groups(second).length];
    const states = new Set(estate.allGroups().map(g => g.running.state));
    const inFirst = estate.groups(first, 'rg-0001').length;
    await emulator.close();
    assert.equal(subscriptionIds.length, 2);
    assert.deepEqual(counts, [500, 10]);
    assert.equal(inFirst, 25);
    assert.deepEqual([...states], ['Running']);
  });

  it('groups=0 still has a subscription', () => {
    assert.equal(seedNamed('groups=0').subscriptions.length, 1);
  });

  it('are not made up from any other word', () => {
    for (const word of ['', 'Demo', 'groups=', 'groups=-1', 'groups=20001', 'groups=1e3']) {
      assert.equal(chooseSeed(word, 0), undefined, word);
    }
  });
});
