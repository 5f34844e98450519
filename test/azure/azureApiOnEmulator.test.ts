import assert from 'node:assert/strict';
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../src/azure/credentials/emulatorCredentials.ts';
import type { AzureApi } from '../../src/core/azureApi.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { GroupRef, RawContainerGroup } from '../../src/core/model/containerGroup.ts';
import type { Subscription } from '../../src/core/model/subscription.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import { ManualClock } from '../../src/emulator/clock.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { cloudOf } from '../cloudOf.ts';
import { collect } from '../collect.ts';
import { TestClock } from '../testClock.ts';

/** The real SDK and the real `@azure/identity` against the emulator; waiting moves the emulator's time. */
describe('Azure, as the emulator plays it', function () {
  const signal = neverAborts();
  const time = new ManualClock();
  let emulator: Emulator;
  let aci: AzureApi;
  let subscription: Subscription;

  before(async () => {
    emulator = await startEmulator({ clock: time });
    aci = open();
    const [home] = await aci.tenants(signal);
    const [first] = await aci.subscriptions(home?.id ?? '', signal);
    assert.ok(first);
    subscription = first;
  });
  after(() => emulator.close());
  const open = (account: Partial<Emulator> = {}) =>
    createAzureApi(cloudOf(emulator), emulatorCredentials({ ...emulator, ...account }), {
      clock: new TestClock(30_000, ms => {
        time.advance(ms);
      }),
    });
  const refOf = (name: string): GroupRef => ({
    cloud: 'emulator',
    subscriptionId: subscription.id,
    resourceGroup: 'aci-test',
    name,
  });
  const document = (image: string, properties: JsonObject = {}): RawContainerGroup => ({
    apiVersion: '2023-05-01',
    body: {
      location: 'westeurope',
      properties: {
        osType: 'Linux',
        restartPolicy: 'Never',
        containers: [
          { name: 'main', properties: { image, resources: { requests: { cpu: 1, memoryInGB: 1 } } } },
        ],
        ...properties,
      },
    },
  });
  const create = (name: string, given: RawContainerGroup) =>
    collect(aci.putGroup(refOf(name), given, signal));
  before(async () => {
    await aci.createResourceGroup(
      { subscriptionId: subscription.id, name: 'aci-test', location: 'westeurope' },
      signal,
    );
  });

  it('shows every tenant its own subscriptions', async () => {
    const [home] = await aci.tenants(signal);
    const { tenantIds } = emulator.entra.directory;
    assert.equal(home?.id, emulator.tenantId);
    assert.ok(tenantIds.length > 1 && home.displayName !== '');
    const all = await Promise.all(tenantIds.map(id => aci.subscriptions(id, signal)));
    for (const [index, id] of tenantIds.entries()) {
      assert.ok(all[index]?.every(one => one.tenantId === id));
    }
    const known = emulator.estate.subscriptions.map(one => one.subscriptionId);
    assert.deepEqual(
      all
        .flat()
        .map(({ id }) => id)
        .sort(),
      [...known].sort(),
    );
  });

  it('lists the groups of every subscription, page after page, with the token of its tenant', async () => {
    emulator.arm.switches.pageSize = 2;
    const fresh = open();
    for (const { subscriptionId } of emulator.estate.subscriptions) {
      const pages = await collect(fresh.listGroups(subscriptionId, signal));
      assert.ok(pages.every(page => page.length <= 2));
      for (const group of pages.flat()) {
        assert.equal(group.ref.subscriptionId, subscriptionId);
        assert.equal(group.state, undefined);
        assert.ok(group.containers.length > 0 && group.location !== '');
      }
    }
    emulator.arm.switches.pageSize = 200;
  });

  it('knows resource groups, and creates them', async () => {
    const names = (await aci.resourceGroups(subscription.id, signal)).map(({ name }) => name);
    assert.ok(names.includes('aci-test'));
    assert.equal(await aci.resourceGroupExists(subscription.id, 'ACI-TEST', signal), true);
    assert.equal(await aci.resourceGroupExists(subscription.id, 'aci-none', signal), false);
  });

  it('knows locations and what they offer', async () => {
    const locations = await aci.locations(subscription.id, signal);
    const west = locations.find(({ name }) => name === 'westeurope');
    assert.equal(west?.displayName, 'West Europe');
    const capabilities = await aci.capabilities(subscription.id, 'westeurope', signal);
    assert.ok(capabilities.some(({ gpu, maxCpu }) => gpu === 'None' && maxCpu >= 4));
  });

  it('creates a group, telling its events as they come, reads its log, and deletes it', async () => {
    const progress = await create('word-count', document('mcr.microsoft.com/azuredocs/aci-wordcount:latest'));
    assert.ok(progress.length > 1);
    const last = progress.at(-1);
    assert.equal(last?.done, true);
    assert.ok(
      last.events.some(({ name }) => name === 'Pulled'),
      JSON.stringify(last.events),
    );
    time.advance(600_000);
    const group = await aci.getGroup(refOf('word-count'), signal);
    assert.equal(group.state, 'Succeeded');
    assert.equal(group.containers[0]?.instanceView?.currentState?.exitCode, 0);
    const container = { group: group.ref, container: 'main' };
    const { content, serverTime } = await aci.readLogs(container, { timestamps: false }, signal);
    assert.ok(content.split('\n').length > 2 && serverTime > 0);
    const tail = await aci.readLogs(container, { tail: 1, timestamps: true }, signal);
    assert.match(tail.content, /^\d{4}-\d\d-\d\dT[^\n]+\n$/);
    await collect(aci.act(group.ref, 'delete', signal));
    await assert.rejects(aci.getGroup(group.ref, signal), { name: 'AciError', kind: 'notFound' });
    await assert.rejects(collect(aci.act(group.ref, 'delete', signal)), {
      name: 'AciError',
      kind: 'notFound',
    });
  });

  it('stops, starts and restarts a group, and attaches to it either way', async () => {
    const chatty = {
      name: 'main',
      properties: {
        image: 'mcr.microsoft.com/azuredocs/aci-helloworld:latest',
        command: ['sh', '-c', 'while true; do echo tick; sleep 1; done'],
        resources: { requests: { cpu: 1, memoryInGB: 1 } },
      },
    };
    await create('ticker', document('x', { containers: [chatty] }));
    const ref = refOf('ticker');
    assert.equal((await aci.getGroup(ref, signal)).state, 'Running');
    for (const manner of ['header', 'firstFrame'] as const) {
      emulator.containers.switches.attachAuthentication = manner;
      const output = (await open().attach({ group: ref, container: 'main' }, signal))[Symbol.asyncIterator]();
      const first = output.next();
      // Nothing tells when the server has begun to stream: tick until something comes.
      const outputArrived = new AbortController();
      void first.then(() => {
        outputArrived.abort();
      });
      while (!outputArrived.signal.aborted) {
        time.advance(1_000);
        await new Promise(resolve => setImmediate(resolve));
      }
      assert.match(Buffer.from((await first).value ?? []).toString(), /tick/);
      await output.return?.();
    }
    emulator.containers.switches.attachAuthentication = 'header';
    await collect(aci.act(ref, 'stop', signal));
    assert.equal((await aci.getGroup(ref, signal)).state, 'Stopped');
    await collect(aci.act(ref, 'start', signal));
    assert.equal((await aci.getGroup(ref, signal)).state, 'Running');
    await collect(aci.act(ref, 'restart', signal));
    assert.equal((await aci.getGroup(ref, signal)).state, 'Running');
    await collect(aci.act(ref, 'delete', signal));
  });

  it('reads a document and writes it back unchanged', async () => {
    await create('as-it-is', document('mcr.microsoft.com/azuredocs/aci-helloworld:latest'));
    const before = await aci.getRawGroup(refOf('as-it-is'), signal);
    await create('as-it-is', before);
    assert.deepEqual(
      Object.keys(before.body),
      Object.keys((await aci.getRawGroup(refOf('as-it-is'), signal)).body),
    );
    await collect(aci.act(refOf('as-it-is'), 'delete', signal));
  });

  describe('refuses in the kinds that people understand', () => {
    const demo = 'mcr.microsoft.com/aci-emulator';
    const refused = (kind: string, code: string) => ({ name: 'AciError', kind, code });

    it('an image that is not accessible', async () => {
      await assert.rejects(
        create('bad', document(`${demo}/inaccessible`)),
        refused('image', 'InaccessibleImage'),
      );
      await assert.rejects(
        create('bad', document('emulator/rate-limited')),
        refused('registry', 'RegistryErrorResponse'),
      );
    });

    it('a resource group that is not there', async () => {
      const lost = collect(
        aci.putGroup({ ...refOf('bad'), resourceGroup: 'aci-none' }, document('nginx'), signal),
      );
      await assert.rejects(lost, refused('notFound', 'ResourceGroupNotFound'));
    });

    it('a quota', async () => {
      emulator.arm.switches.coresPerRegion = 0;
      await assert.rejects(create('bad', document('nginx')), { name: 'AciError', kind: 'quota' });
      emulator.arm.switches.coresPerRegion = 100;
    });

    it('a lock', async () => {
      await create('locked', document('nginx'));
      emulator.arm.switches.locks.push({
        scope: `/subscriptions/${subscription.id}/resourceGroups/aci-test`,
        level: 'CanNotDelete',
      });
      await assert.rejects(
        collect(aci.act(refOf('locked'), 'delete', signal)),
        refused('locked', 'ScopeLocked'),
      );
      emulator.arm.switches.locks.length = 0;
      await collect(aci.act(refOf('locked'), 'delete', signal));
    });

    it('a policy', async () => {
      emulator.arm.switches.policies.push({ name: 'Not here', deniedLocations: ['westeurope'] });
      await assert.rejects(create('bad', document('nginx')), refused('policy', 'RequestDisallowedByPolicy'));
      emulator.arm.switches.policies.length = 0;
    });

    it('a missing right', async () => {
      emulator.arm.switches.restrictions.push({
        scope: `/subscriptions/${subscription.id}/resourceGroups/aci-test`,
        access: 'read',
      });
      await assert.rejects(create('bad', document('nginx')), refused('forbidden', 'AuthorizationFailed'));
      emulator.arm.switches.restrictions.length = 0;
    });

    it('a group in transition', async () => {
      const patient = aci
        .putGroup(refOf('busy'), document(`${demo}/slow-pull`), signal)
        [Symbol.asyncIterator]();
      await patient.next();
      await assert.rejects(
        create('busy', document('nginx')),
        refused('conflict', 'ContainerGroupTransitioning'),
      );
      await patient.return?.();
    });
  });

  it('lists registries, and looks into them with a token that is exchanged there', async () => {
    const registries = await aci.registries(subscription.id, signal);
    const admin = registries.find(({ adminUserEnabled }) => adminUserEnabled);
    assert.ok(admin);
    const credential = await aci.registryCredential(admin, signal);
    assert.equal(credential?.server, admin.loginServer);
    const repositories = await aci.repositories(admin, signal);
    assert.ok(repositories.length > 0);
    const tags = await aci.tags(admin, repositories[0] ?? '', signal);
    assert.ok(tags.length > 0);
  });

  it('lists subnets, and tells which ones a group can have', async () => {
    const subnets = await aci.subnets(subscription.id, signal);
    assert.ok(subnets.some(({ usable }) => usable) && subnets.some(({ usable }) => !usable));
    assert.ok(
      subnets.every(
        ({ id, addressPrefix, location }) => id !== '' && addressPrefix !== '' && location !== '',
      ),
    );
  });

  it('with a wrong secret is signed out', async () => {
    const wrong = open({ clientSecret: 'wrong' });
    await assert.rejects(wrong.tenants(signal), { name: 'AciError', kind: 'signedOut' });
  });

  it('is reached directly, for tokens too, whatever HTTPS_PROXY says', async () => {
    const former = process.env['HTTPS_PROXY'];
    process.env['HTTPS_PROXY'] = 'http://127.0.0.1:9';
    try {
      assert.ok((await open().tenants(signal)).length > 0);
    } finally {
      if (former === undefined) delete process.env['HTTPS_PROXY'];
      else process.env['HTTPS_PROXY'] = former;
    }
  });

  it('switched off is offline, in the words of the token as of ARM', async () => {
    const gone = await startEmulator({ clock: new ManualClock() });
    const credentials = emulatorCredentials(gone);
    const orphan = createAzureApi(
      { ...cloudOf(emulator), resourceManagerEndpoint: gone.resourceManagerEndpoint, ca: gone.ca },
      credentials,
    );
    await gone.close();
    await assert.rejects(orphan.tenants(signal), { name: 'AciError', kind: 'offline' });
  });
});
