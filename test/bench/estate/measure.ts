/** One look at a large estate, from the start on, through the real SDK: what it asks, and what it costs. */
import { systemClock } from '../../../src/core/clock.ts';
import { GroupStore } from '../../../src/core/store/groupStore.ts';
import { groupKey } from '../../../src/core/model/containerGroup.ts';
import { PermissionCache } from '../../../src/core/access/permissionCache.ts';
import type { FolderNode } from '../../../src/ui/tree/nodes.ts';
import { heapUsed, tidyHeap } from '../heap.ts';
import { type EstateBench, type SentRequests, withEstate } from './azure.ts';
import { watchEventLoop } from './eventLoop.ts';
import { listThenGetEach } from './naive.ts';
import { TreeScreen } from './screen.ts';
import type { EstateShape } from './seed.ts';
import { longestYardstick } from './yardstick.ts';

export interface Cost extends SentRequests {
  /** How often one waits for an answer before the next request is sent. */
  readonly waits: number;
  readonly milliseconds: number;
  /** The longest time (ms) for which nothing else in the extension host had its turn. */
  readonly longestBlockMs: number;
}

export interface EstateMeasured {
  /** The view is opened: every subscription with its folders is drawn. */
  readonly firstLevel: Cost;
  /** Somebody opens a folder: its groups are drawn with their states. */
  readonly openGroup: Cost;
  /** What the whole list takes (MB). */
  readonly heapMB: number;
  /** Somebody opens one folder after the other in a few subscriptions, and refreshes. */
  readonly browsing: Cost;
  /** Somebody types a filter. */
  readonly filtering: Cost;
  /** The longest block (ms) in which this process at the same time does something whose size is known. */
  readonly yardstickBlockMs: number;
  /** The yardstick, where it was asked for. */
  readonly naive: Cost | undefined;
}

export interface Look {
  readonly shape: EstateShape;
  /** How long every answer takes at least. */
  readonly roundTripMs: number;
  /** In how many subscriptions every folder is opened. */
  readonly browsed: number;
  readonly withNaive: boolean;
}

/** Measures in this process; the emulator has its own. */
export function measureEstate({ shape, roundTripMs, browsed, withNaive }: Look): Promise<EstateMeasured> {
  return withEstate({ ...shape, roundTripMs }, async bench => {
    tidyHeap();
    const heapBefore = heapUsed();
    const store = new GroupStore(bench.aci, systemClock);
    const screen = new TreeScreen(store, new PermissionCache(bench.aci.access, systemClock));
    const { subscriptions, resourceGroups } = shape;
    try {
      const firstLevel = await costOf(bench, async () => {
        await Promise.all([
          store.refresh(),
          screen.until(() => screen.rows('folder').length === subscriptions * resourceGroups),
        ]);
      });
      tidyHeap();
      const heapMB = heapUsed() - heapBefore;
      const folders = screen.rows('folder');
      const openGroup = await costOf(bench, () => open(folders.slice(0, 1), store, screen));
      const browsing = await costOf(bench, async () => {
        await open(folders.slice(1, browsed * resourceGroups), store, screen);
        const read = statesRead(store);
        await store.refresh();
        await screen.until(() => screen.rows('group').every(({ ref }) => read.has(groupKey(ref))));
      });
      const filtering = await costOf(bench, async () => {
        screen.filter(`rg-team-${resourceGroups}`);
        await screen.until(() => screen.rows('folder').length === subscriptions);
      });
      store.dispose();
      const yardstickBlockMs = await longestYardstick();
      const naive = withNaive ? await costOf(bench, () => listThenGetEach(bench.aci)) : undefined;
      return { firstLevel, openGroup, heapMB, browsing, filtering, yardstickBlockMs, naive };
    } finally {
      store.dispose();
    }
  });
}

async function costOf(bench: EstateBench, work: () => Promise<void>): Promise<Cost> {
  await bench.sent();
  bench.waits.restart();
  const eventLoop = watchEventLoop();
  const since = performance.now();
  await work();
  const milliseconds = Math.round(performance.now() - since);
  const longestBlockMs = eventLoop.longestBlockMs();
  eventLoop.end();
  return { ...(await bench.sent()), waits: bench.waits.inARow, milliseconds, longestBlockMs };
}

/** Opens them one after the other, each as soon as all groups in the one before show their states. */
async function open(folders: readonly FolderNode[], store: GroupStore, screen: TreeScreen): Promise<void> {
  for (const folder of folders) {
    await screen.open(folder);
    await allKnown(store, screen);
  }
}

/** The groups whose states are read from now on. */
function statesRead(store: GroupStore): ReadonlySet<string> {
  const read = new Set<string>();
  store.onDidChange(change => {
    if (change.kind === 'group') read.add(groupKey(change.ref));
  });
  return read;
}

function allKnown(store: GroupStore, screen: TreeScreen): Promise<void> {
  return screen.until(() => screen.rows('group').every(({ ref }) => store.group(ref)?.state !== undefined));
}
