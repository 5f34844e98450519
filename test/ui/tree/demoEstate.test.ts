import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../../src/azure/credentials/emulatorCredentials.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { GroupStore } from '../../../src/core/store/groupStore.ts';
import type { RequestLogger } from '../../../src/core/requestLogger.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import type { Node } from '../../../src/ui/tree/nodes.ts';
import { present } from '../../../src/ui/tree/present.ts';
import { childrenOf } from '../../../src/ui/tree/treeStructure.ts';
import { options, treeDeps } from './treeFixture.ts';

/** The tree on the real way to Azure: the SDK over https, to the emulator's demo estate. */
describe('The tree of the demo estate', () => {
  let emulator: Emulator;
  let store: GroupStore;
  let requests: string[];

  before(async () => {
    emulator = await startEmulator();
    const endpoint = emulator.resourceManagerEndpoint;
    requests = [];
    const log: RequestLogger = {
      logResponse: (method, path) => requests.push(`${method} ${path.split('?')[0] ?? ''}`),
    };
    const cloud = {
      id: 'emulator' as const,
      displayName: 'Emulator',
      resourceManagerEndpoint: endpoint,
      authorityHost: endpoint,
      scope: `${endpoint}/.default`,
      ca: emulator.ca,
    };
    store = new GroupStore(createAzureApi(cloud, emulatorCredentials(emulator), { log }), systemClock);
    await store.refresh();
  });
  after(async () => {
    store.dispose();
    await emulator.close();
  });

  function rows(node?: Node, indent = ''): readonly string[] {
    return childrenOf(node, { store, options }).flatMap(child => {
      const { label, description } = present(child, treeDeps(store));
      return [`${indent}${label} ${description}`.trimEnd(), ...rows(child, `${indent}  `)];
    });
  }

  const all = () => store.subscriptions.flatMap(({ id }) => store.groups(id) ?? []);

  it('is read with one LIST per subscription and no GET of a group (N+1 calls, azure-rest-api-specs#21280)', () => {
    assert.ok(store.subscriptions.length >= 2);
    assert.ok(all().every(({ kind }) => kind === 'ready'));
    const lists = requests.filter(request => /\/containerGroups$/i.test(request));
    assert.equal(new Set(lists).size, store.subscriptions.length);
    assert.equal(lists.length, store.subscriptions.length);
    assert.deepEqual(
      requests.filter(request => /\/containerGroups\//i.test(request)),
      [],
    );
  });

  it('tells the states of the groups that someone looks at', async () => {
    const refs = store.allGroups.map(({ ref }) => ref);
    const read = new Promise<void>(resolve => {
      store.onDidChange(() => {
        if (refs.every(ref => store.group(ref)?.state !== undefined)) resolve();
      });
    });
    store.setVisibleGroups(refs);
    await read;
    store.setVisibleGroups([]);
    const drawn = rows();
    if (process.env['SHOW_TREE']) console.log(drawn.join('\n'));
    for (const state of ['Running', 'Stopped', 'Succeeded', 'Failed', 'Crash loop']) {
      assert.ok(
        drawn.some(row => row.includes(` ${state} · `)),
        state,
      );
    }
  });
});
