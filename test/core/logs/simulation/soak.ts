/** Many containers, followed side by side for a long time through the product's own code, on one virtual clock. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { toAciError } from '../../../../src/core/errors.ts';
import { followGroup } from '../../../../src/core/logs/followGroup.ts';
import { followLogs } from '../../../../src/core/logs/followLogs.ts';
import type { FollowItem } from '../../../../src/core/logs/followItem.ts';
import type { FollowSource } from '../../../../src/core/logs/followSource.ts';
import { GroupStore } from '../../../../src/core/store/groupStore.ts';
import type { ContainerGroup, GroupRef } from '../../../../src/core/model/containerGroup.ts';
import type { AzureApi } from '../../../../src/core/azureApi.ts';
import { FakeAzureApi, withoutView } from '../../fakeAzureApi.ts';
import { checkOutput, type OracleResult } from './oracle.ts';
import { containerRef, limitsOf, FakeLogService, type Shown, type Story } from './fakeLogService.ts';
import { classes, stories } from './stories.ts';
import { VirtualClock } from './virtualClock.ts';

export interface SoakOptions {
  readonly seed: number;
  readonly streams: number;
  readonly minutes: number;
  /** What stands between the followers and Azure. */
  readonly between?: (source: FollowSource) => FollowSource;
}

export interface SoakResult {
  /** By stream: what was broken, with its number. */
  readonly broken: readonly string[];
  readonly verdicts: readonly OracleResult[];
  /** Incarnations that were followed. */
  readonly lives: number;
  /** Groups that the store shows otherwise than they are, without saying so. */
  readonly untrue: readonly string[];
  /** Bytes of the heap that are in use, after each minute. */
  readonly heap: readonly number[];
  /** Timers, requests and sockets that are left when everybody has gone. */
  readonly leftOpen: number;
}

const minute = 60_000;
/** After the last thing happened, so long until everything must be printed (ms). */
const aftermath = 150_000;
/** Seeds of streams are so far apart. */
const apart = 1000;

/** Followed alone, or as a group; its log is never cut, or now and then. */
const kinds = [
  { name: 'mixed lines', followed: 'container' },
  { name: 'restarts', followed: 'group' },
  { name: 'strange characters', followed: 'container' },
  { name: 'crash loops', followed: 'container' },
  { name: 'unique lines, logs that are cut', followed: 'group' },
  { name: 'mixed lines, logs that are cut', followed: 'container' },
] as const;

/** One container, what becomes of it, and what a follower gave out. */
class Stream {
  readonly ref: GroupRef;
  readonly story: Story;
  /** What the follower asks, and what the tree asks: the oracle has to know who was answered what. */
  readonly service: FakeLogService;
  readonly seenByTree: FakeLogService;
  readonly #following: Promise<void>;
  readonly #printed = new Ledger();
  readonly #life = new AbortController();
  #finished = false;
  #failure: unknown;

  constructor(n: number, { seed, minutes, between = source => source }: SoakOptions, clock: VirtualClock) {
    const kind = kinds[n % kinds.length] ?? kinds[0];
    this.ref = { ...containerRef.group, name: `stream-${n}` };
    const story = longStory(kind.name, seed + n * apart, minutes);
    // Two ask about a group at once, and the oracle knows of one: both must hear the same about its beginning.
    this.story = kind.followed === 'group' ? { ...story, pulling: 0, groupFailEvery: 0 } : story;
    this.service = new FakeLogService(this.story, clock);
    this.seenByTree = new FakeLogService(this.story, clock);
    this.#following = this.#follow(kind.followed, between(this.service), clock).catch((error: unknown) => {
      this.#failure = error;
    });
  }

  async #follow(how: 'container' | 'group', source: FollowSource, clock: VirtualClock): Promise<void> {
    const options = { tail: this.story.tail, random: () => 0.5, limits: limitsOf(this.story) };
    const { signal } = this.#life;
    if (how === 'container') {
      for await (const item of followLogs(containerRef, source, options, clock, signal)) {
        // What follows a whole group holds its items back for a moment: who was answered what until then is not known.
        this.#note(item, this.service.lastShown, this.service.lastLife);
      }
    } else {
      const { container, group } = containerRef;
      for await (const { item } of followGroup(group, [container], source, options, clock, signal)) {
        if (item.kind !== 'state' && item.kind !== 'activity') this.#note(item, undefined, undefined);
      }
    }
    this.#finished = !signal.aborted;
  }

  #note(item: FollowItem, shown: Shown | undefined, life: number | undefined): void {
    const { error: _, ...told } = item.kind === 'trouble' ? item : { ...item, error: undefined };
    this.#printed.add({ item: told, shown, life });
  }

  get leftOpen(): number {
    return [this.service, this.seenByTree].reduce(
      (sum, { openSockets, openRequests }) => sum + openSockets + openRequests,
      0,
    );
  }

  async stop(): Promise<void> {
    this.#life.abort();
    await this.#following;
  }

  /** Throws an error that tells which invariant is broken. */
  check(): OracleResult {
    if (this.#failure) throw toAciError(this.#failure);
    const printed = this.#printed.all as readonly Printed[];
    const shownAtGap = new Map<number, Shown | undefined>();
    const lifeAtRestart = new Map<number, number>();
    for (const [index, { item, shown, life }] of printed.entries()) {
      if (item.kind === 'gap' && shown) shownAtGap.set(index, shown);
      if (item.kind === 'restarted' && life !== undefined) lifeAtRestart.set(index, life);
    }
    const items = printed.map(({ item }) => item);
    return checkOutput(this.story, this.service, {
      items,
      shownAtGap,
      lifeAtRestart,
      finished: this.#finished,
    });
  }
}

interface Printed {
  readonly item: FollowItem;
  readonly shown?: Shown;
  readonly life?: number;
}

/** Notes that take no room in the heap: what is measured there is the product's memory, not ours. */
class Ledger {
  #bytes = Buffer.alloc(64_000);
  #used = 0;

  add(note: unknown): void {
    const line = `${JSON.stringify(note)}\n`;
    const room = this.#used + Buffer.byteLength(line);
    if (room > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(room)]);
    this.#used += this.#bytes.write(line, this.#used);
  }

  get all(): readonly unknown[] {
    const lines = this.#bytes.toString('utf8', 0, this.#used).split('\n').slice(0, -1);
    return lines.map(line => JSON.parse(line) as unknown);
  }
}

/** A story like those of its class, but as long as is wanted: the lives and drops of many, one after another. */
function longStory(name: keyof typeof classes, seed: number, minutes: number): Story {
  const many = fc.sample(stories(classes[name]), { seed, numRuns: 200 });
  const [first] = many;
  if (!first) throw new Error('There are stories of every class.');
  const lives: Story['lives'][number][] = [];
  let lasts = 0;
  for (const life of many.flatMap(each => each.lives)) {
    if (lasts >= minutes * minute) break;
    lives.push(life);
    lasts += life.writes.reduce((sum, { after }) => sum + after, 0) + life.lingers + life.pause;
  }
  return { ...first, lives, drops: many.flatMap(({ drops }) => drops), naps: [] };
}

/** Plays it all. Everything random depends on the seed. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { seed, streams: count, minutes } = options;
  const clock = new VirtualClock();
  const streams = Array.from({ length: count }, (_, n) => new Stream(n, options, clock));
  const store = new GroupStore(treeAzure(streams, clock), clock);
  const heap: number[] = [];
  const dice = fc.sample(fc.nat(1_000_000), { seed, numRuns: minutes * 4 });
  void store.refresh();
  for (let passed = 0; passed < minutes; passed++) {
    const [a = 0, b = 0, c = 0, d = 0] = dice.slice(passed * 4);
    lookAround(store, streams, a, b);
    await clock.run(clock.now() + minute);
    // Now and then the laptop is closed for a while.
    if (c % 10 === 0) clock.jump(2_000 + (d % 70_000));
    heap.push(heapUsed());
  }
  const last = Math.max(clock.now(), ...streams.map(({ service }) => service.storyEnd));
  await clock.run(last + aftermath);
  const untrue = await untrueIn(store, streams, clock);
  store.dispose();
  const stopping = Promise.all(streams.map(stream => stream.stop()));
  await clock.run(clock.now());
  await stopping;
  const leftOpen = clock.timers + streams.reduce((sum, stream) => sum + stream.leftOpen, 0);
  return { ...judged(streams), untrue, heap, leftOpen };
}

function judged(streams: readonly Stream[]): Pick<SoakResult, 'broken' | 'verdicts' | 'lives'> {
  const broken: string[] = [];
  const verdicts: OracleResult[] = [];
  for (const [n, stream] of streams.entries()) {
    try {
      verdicts.push(stream.check());
    } catch (error) {
      broken.push(`stream ${n}: ${error instanceof Error ? error.message.slice(0, 2000) : String(error)}`);
    }
  }
  return { broken, verdicts, lives: streams.reduce((sum, { story }) => sum + story.lives.length, 0) };
}

/** What a person at the tree does in a minute: opens and closes some rows, refreshes, waits for a group to settle. */
function lookAround(store: GroupStore, streams: readonly Stream[], a: number, b: number): void {
  const from = a % streams.length;
  store.setVisibleGroups(streams.slice(from, from + 1 + (b % 20)).map(({ ref }) => ref));
  const watched = streams[b % streams.length];
  if (watched) store.pollUntilStable(watched.ref);
  if (a % 3 === 0) void store.refreshSubscription(containerRef.group.subscriptionId);
}

/** The groups as the tree reads them. */
function treeAzure(streams: readonly Stream[], clock: VirtualClock): AzureApi {
  const azure = new FakeAzureApi(clock);
  azure.addTenant('t', containerRef.group.subscriptionId);
  const get = async ({ seenByTree, ref }: Stream, signal: AbortSignal): Promise<ContainerGroup> => ({
    ...(await seenByTree.getGroup(ref, signal)),
    ref,
  });
  return Object.assign(azure, {
    getGroup: (wanted: GroupRef, signal: AbortSignal) => {
      const stream = streams.find(({ ref }) => ref.name === wanted.name);
      return stream ? get(stream, signal) : Promise.reject(new Error('There is no such group.'));
    },
    async *listGroups(_subscription: string, signal: AbortSignal) {
      await clock.sleep(100, signal);
      yield streams.flatMap(({ ref, seenByTree }) => {
        const group = seenByTree.groupNow();
        return group ? withoutView({ ...group, ref }) : [];
      });
    },
  });
}

/** Looks at every group once more and compares. */
async function untrueIn(
  store: GroupStore,
  streams: readonly Stream[],
  clock: VirtualClock,
): Promise<string[]> {
  const refreshed = store.refreshSubscription(containerRef.group.subscriptionId);
  await clock.run(clock.now() + minute);
  await refreshed;
  store.setVisibleGroups(streams.map(({ ref }) => ref));
  await clock.run(clock.now() + minute);
  return streams.flatMap(({ ref, seenByTree }) => {
    const shown = store.group(ref);
    const truth = seenByTree.groupNow();
    if (store.failure(ref) || shown?.state === truth?.state) return [];
    return `${ref.name} is ${truth?.state ?? 'gone'} and shown as ${shown?.state ?? 'gone'}`;
  });
}

let collect: (() => void) | undefined;

function heapUsed(): number {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  return process.memoryUsage().heapUsed;
}
