/** Every operation of the extension, and how to see whether what it says is true. */
import assert from 'node:assert/strict';
import { groupState } from '../../src/core/model/groupState.ts';
import type { RawContainerGroup } from '../../src/core/model/containerGroup.ts';
import type { GroupVerb } from '../../src/core/azureApi.ts';
import { loadedItems } from '../../src/core/store/loadable.ts';
import { metricIds } from '../../src/core/metrics/groupMetrics.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import { collect } from '../collect.ts';
import { accessOperations } from './accessOperations.ts';
import { buildOperations } from './buildOperations.ts';
import { deploymentOperations } from './deploymentOperations.ts';
import { flowOperations } from './flowOperations.ts';
import { followOperations } from './followOperations.ts';
import { type FaultOperation, stateOf, steady } from './faultOperation.ts';
import { lines, subscriptionId, unregistered } from './faultFixture.ts';

const finished = { group: { ...steady, name: 'finished' }, container: 'app' };

const document: RawContainerGroup = {
  apiVersion: '2023-05-01',
  body: {
    location: 'westeurope',
    properties: {
      osType: 'Linux',
      containers: [
        {
          name: 'app',
          properties: {
            image: 'mcr.microsoft.com/azuredocs/aci-helloworld:latest',
            resources: { requests: { cpu: 1, memoryInGB: 1 } },
          },
        },
      ],
    },
  },
};

function verb(
  name: GroupVerb,
  testGroup: FaultOperation['testGroup'],
  wanted: readonly string[],
): FaultOperation {
  return {
    name,
    testGroup: testGroup ?? 'running',
    writes: true,
    run: ({ aci, testGroup: ref, signal }) => collect(aci.act(ref, name, signal)),
    verify: async (_, { testGroup: ref }, faultFreeAzure) => {
      const state = await stateOf(faultFreeAzure, ref);
      assert.ok(wanted.includes(state), `${name} was said to be done, but the group is ${state}`);
    },
  };
}

export const operations: readonly FaultOperation[] = [
  { name: 'tenants', run: ({ aci, signal }) => aci.tenants(signal) },
  {
    name: 'subscriptions',
    run: ({ aci, fixture, signal }) => aci.subscriptions(fixture.emulator.tenantId, signal),
  },
  { name: 'resource groups', run: ({ aci, signal }) => aci.resourceGroups(subscriptionId, signal) },
  {
    name: 'resource group exists',
    run: ({ aci, signal }) => aci.resourceGroupExists(subscriptionId, 'rg', signal),
  },
  {
    name: 'create resource group',
    run: ({ aci, signal }) =>
      aci.createResourceGroup({ subscriptionId, name: 'rg-new', location: 'westeurope' }, signal),
  },
  { name: 'locations', run: ({ aci, signal }) => aci.locations(subscriptionId, signal) },
  { name: 'capabilities', run: ({ aci, signal }) => aci.capabilities(subscriptionId, 'westeurope', signal) },
  {
    name: 'list groups',
    run: async ({ aci, signal }) => (await collect(aci.listGroups(subscriptionId, signal))).flat(),
  },
  { name: 'get group', run: ({ aci, signal }) => aci.getGroup(steady, signal) },
  {
    name: 'get group in the background',
    run: ({ aci, signal }) => aci.getGroup(steady, signal, 'background'),
  },
  { name: 'read document', run: ({ aci, signal }) => aci.getRawGroup(steady, signal) },
  {
    name: 'create group',
    testGroup: 'none',
    writes: true,
    run: ({ aci, testGroup, signal }) => collect(aci.putGroup(testGroup, document, signal)),
    verify: async (_, { testGroup }, faultFreeAzure) =>
      assert.equal(await stateOf(faultFreeAzure, testGroup), 'running'),
  },
  {
    name: 'change group by document',
    testGroup: 'running',
    writes: true,
    run: async ({ aci, testGroup, signal }) => {
      const { apiVersion, body } = await aci.getRawGroup(testGroup, signal);
      return collect(
        aci.putGroup(testGroup, { apiVersion, body: { ...body, tags: { changed: 'yes' } } }, signal),
      );
    },
    verify: async (_, { testGroup }, faultFreeAzure) => {
      const { tags, containers } = await faultFreeAzure.getGroup(testGroup, neverAborts());
      assert.deepEqual(tags, { changed: 'yes' });
      assert.equal(containers.length, 1);
    },
  },
  {
    name: 'change tags',
    testGroup: 'running',
    writes: true,
    run: ({ aci, testGroup, signal }) => aci.patchTags(testGroup, { changed: 'yes' }, signal),
    verify: async (answer, { testGroup }, faultFreeAzure) =>
      assert.deepEqual(answer, (await faultFreeAzure.getGroup(testGroup, neverAborts())).tags),
  },
  verb('start', 'stopped', ['running']),
  verb('stop', 'running', ['stopped']),
  verb('restart', 'running', ['running']),
  verb('delete', 'running', ['gone']),
  {
    name: 'read logs',
    run: async ({ aci, signal }) => (await aci.readLogs(finished, { timestamps: false }, signal)).content,
  },
  {
    name: 'attach',
    testGroup: 'writing',
    sockets: 'attach',
    run: async ({ aci, container, signal }) => textOf(await aci.attach(container, signal)),
    // Where a socket begins and ends is anybody's guess, within a character too; what is between must have been written.
    verify: (answer, { fixture }) => {
      const all = `${lines.join('\n')}\n`;
      const whole = String(answer).replace(/^\uFFFD+|\uFFFD+$/g, '');
      assert.ok(fixture.emulator.faults.appliedCount > 0 || all.endsWith(String(answer)));
      assert.ok(all.includes(whole), `this was never written: ${JSON.stringify(answer)}`);
      return Promise.resolve();
    },
  },
  {
    name: 'exec',
    testGroup: 'running',
    sockets: 'exec',
    run: async ({ aci, container, signal }) => {
      const session = await aci.exec(container, '/bin/sh', { columns: 80, rows: 24 }, signal);
      const text = textOf(session.output);
      await Promise.all([session.write(Buffer.from('echo $((40 + 2)); exit\r')), text]);
      return text;
    },
    verify: answer => {
      assert.match(String(answer), /\b42\r?\n/);
      return Promise.resolve();
    },
  },
  {
    name: 'metrics',
    // Which minute it is differs from one reading to the next.
    run: async ({ aci, fixture, signal }) => {
      const to = fixture.emulator.arm.clock.now();
      const query = { metrics: metricIds, from: to - 300_000, to, step: 60_000 };
      const { series } = await aci.metrics(steady, query, signal);
      return series.map(({ metric, container }) => [metric, container]);
    },
  },
  {
    name: 'activity',
    run: async ({ aci, fixture, signal }) => {
      const to = fixture.emulator.arm.clock.now();
      return aci.activity(steady, { from: to - 86_400_000, to }, signal);
    },
  },
  { name: 'registries', run: ({ aci, signal }) => aci.registries(subscriptionId, signal) },
  {
    name: 'registry credential',
    run: ({ aci, fixture, signal }) => aci.registryCredential(fixture.registry, signal),
  },
  { name: 'repositories', run: ({ aci, fixture, signal }) => aci.repositories(fixture.registry, signal) },
  { name: 'tags', run: ({ aci, fixture, signal }) => aci.tags(fixture.registry, 'web', signal) },
  {
    name: 'actual costs',
    // Amounts grow with time.
    run: async ({ aci, signal }) =>
      (await aci.actualCosts(subscriptionId, 'rg', signal)).map(({ day, resourceId }) => [day, resourceId]),
  },
  { name: 'subnets', run: ({ aci, signal }) => aci.subnets(subscriptionId, signal) },
  {
    name: 'refresh the tree',
    run: ({ store, signal }) => store.refresh(signal),
    verify: async (_, { store, signal }, faultFreeAzure) => {
      if (signal.aborted) return;
      const { tenants } = store;
      if (tenants.kind !== 'ready') {
        assert.equal(tenants.kind, 'failed', 'it says that it is still loading');
        return;
      }
      const [entry] = tenants.value;
      assert.ok(entry, 'there is a tenant');
      if (entry.subscriptions.kind !== 'ready') {
        assert.equal(entry.subscriptions.kind, 'failed');
        return;
      }
      assert.equal(entry.subscriptions.value.length, 2);
      for (const id of [subscriptionId, unregistered]) {
        const list = store.groups(id);
        if (list?.kind === 'failed' || (list?.kind === 'ready' && list.error)) continue;
        const truth = (await collect(faultFreeAzure.listGroups(id, neverAborts()))).flat();
        assert.deepEqual(
          loadedItems(list).map(({ ref }) => ref.name),
          truth.map(({ ref }) => ref.name),
        );
      }
    },
  },
  {
    name: 'look at a group',
    testGroup: 'running',
    run: async ({ store, testGroup, signal }) => {
      await store.refreshSubscription(subscriptionId, signal);
      const looked = new Promise<void>(resolve => {
        const watching = store.onDidChange(change => {
          if (change.kind === 'everything') return;
          watching.dispose();
          resolve();
        });
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      if (!store.group(testGroup)) return;
      store.setVisibleGroups([testGroup]);
      await looked;
    },
    verify: async (_, { store, testGroup, signal }, faultFreeAzure) => {
      const list = store.groups(subscriptionId);
      const says =
        list?.kind === 'failed' ||
        (list?.kind === 'ready' && list.error !== undefined) ||
        store.failure(testGroup) !== undefined;
      if (says || signal.aborted) return;
      const shown = store.group(testGroup);
      assert.equal(shown ? groupState(shown) : 'gone', await stateOf(faultFreeAzure, testGroup));
    },
  },
  ...followOperations,
  ...accessOperations,
  ...buildOperations,
  ...deploymentOperations,
  ...flowOperations,
];

async function textOf(output: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await collect(output)).toString();
}
