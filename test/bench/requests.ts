/** What drawing the tree asks of Azure, beside a client that LISTs and then GETs every group, in the same run. */
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../src/azure/credentials/emulatorCredentials.ts';
import { systemClock } from '../../src/core/clock.ts';
import { GroupStore } from '../../src/core/store/groupStore.ts';
import type { GroupRef } from '../../src/core/model/containerGroup.ts';
import type { AzureApi } from '../../src/core/azureApi.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import { startEmulator, type Emulator } from '../../src/emulator/emulator.ts';
import type { Seed } from '../../src/emulator/seed/seed.ts';
import type { Node } from '../../src/ui/tree/nodes.ts';
import { ExpandedRows } from '../../src/ui/tree/expandedRows.ts';
import { childrenOf } from '../../src/ui/tree/treeStructure.ts';
import type { TreeSource } from '../../src/ui/tree/treeSource.ts';
import { collect } from '../collect.ts';
import { options } from '../ui/tree/treeFixture.ts';
import { cloudOf } from '../cloudOf.ts';

/** Requests to ARM (tokens don't count), and how long they took (ms). */
export interface RequestCost {
  readonly requests: number;
  readonly milliseconds: number;
}

export interface TreeFigures {
  readonly subscriptions: number;
  readonly groups: number;
  /** The view is opened: subscriptions, and the folders in them. */
  readonly firstLevel: RequestCost;
  /** Somebody opens the first folder: its groups show their states. */
  readonly firstFolder: RequestCost & { readonly groups: number };
  /** The yardstick: every group with its state, as tools do that know no better. */
  readonly listThenGetEach: RequestCost;
}

/** Draws the tree of an estate on an emulator of its own, and counts. */
export async function treeFigures(seed: Seed): Promise<TreeFigures> {
  // Refusals would be asked again, and so be counted twice.
  const emulator = await startEmulator({ seed, switches: { arm: { throttling: false } } });
  const aci = createAzureApi(cloudOf(emulator), emulatorCredentials(emulator));
  const store = new GroupStore(aci, systemClock);
  const source: TreeSource = { store, options };
  const open = new ExpandedRows();
  try {
    await collect(aci.listGroups(emulator.subscriptionIds[0] ?? '', neverAborts())); // gets the token
    const firstLevel = await measureRequests(emulator, async () => {
      await store.refresh();
      firstFolder(source);
      store.setVisibleGroups(open.groupsInExpandedFolders(source));
    });
    let looked: readonly GroupRef[] = [];
    const folder = await measureRequests(emulator, async () => {
      for (const node of firstFolder(source)) open.markExpanded(node);
      looked = open.groupsInExpandedFolders(source);
      const known = statesKnown(store, looked);
      store.setVisibleGroups(looked);
      await known;
    });
    const { subscriptions, allGroups } = store;
    store.dispose();
    return {
      subscriptions: subscriptions.length,
      groups: allGroups.length,
      firstLevel,
      firstFolder: { ...folder, groups: looked.length },
      listThenGetEach: await measureRequests(emulator, () => listThenGetEach(aci)),
    };
  } finally {
    store.dispose();
    await emulator.close();
  }
}

async function measureRequests({ server }: Emulator, work: () => Promise<void>): Promise<RequestCost> {
  const count = () => server.requests.filter(({ path }) => path.includes('api-version=')).length;
  const [before, since] = [count(), performance.now()];
  await work();
  return { requests: count() - before, milliseconds: Math.round(performance.now() - since) };
}

/** The first folder that has groups, with its subscription; every row above it is made, as the view makes them. */
function firstFolder(source: TreeSource): readonly Node[] {
  const folders = childrenOf(undefined, source).flatMap(subscription =>
    childrenOf(subscription, source)
      .filter(({ kind }) => kind === 'folder')
      .map(folder => [subscription, folder]),
  );
  return folders[0] ?? [];
}

async function statesKnown(store: GroupStore, refs: readonly GroupRef[]): Promise<void> {
  const known = () => refs.every(ref => store.group(ref)?.state !== undefined);
  await new Promise<void>(resolve => {
    const listening = store.onDidChange(() => check());
    const check = () => {
      if (!known()) return;
      listening.dispose();
      resolve();
    };
    check();
  });
}

async function listThenGetEach(aci: AzureApi): Promise<void> {
  for (const tenant of await aci.tenants(neverAborts())) {
    for (const { id } of await aci.subscriptions(tenant.id, neverAborts())) {
      const groups = (await collect(aci.listGroups(id, neverAborts()))).flat();
      await Promise.all(groups.map(({ ref }) => aci.getGroup(ref, neverAborts())));
    }
  }
}
