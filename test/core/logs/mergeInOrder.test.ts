import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeInOrder, type MergePosition } from '../../../src/core/logs/mergeInOrder.ts';
import { firstItemTimeout, longestMergeWindow, mergeWindow } from '../../../src/core/logs/timings.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { VirtualClock } from './simulation/virtualClock.ts';

interface Item {
  readonly source: number;
  /** Its number in its source. */
  readonly nth: number;
  readonly position: MergePosition;
  /** ms after the beginning. */
  readonly arrives: number;
}

interface Given {
  readonly item: Item;
  /** ms after the beginning. */
  readonly at: number;
}

interface Merged {
  readonly given: readonly Given[];
  /** Sources that have let go. */
  readonly left: number;
}

const start = Date.UTC(2026, 0, 5, 9, 0, 0);

type Merger = typeof mergeInOrder<Item>;

/** Merges sources whose items arrive when they say; positions are counted from the beginning as well. */
async function merge(
  sources: readonly (readonly Item[])[],
  most = Infinity,
  merger: Merger = mergeInOrder,
): Promise<Merged> {
  const clock = new VirtualClock(start);
  const given: Given[] = [];
  let left = 0;
  async function* source(items: readonly Item[], signal: AbortSignal): AsyncGenerator<Item, void> {
    try {
      for (const item of items) {
        const wait = start + item.arrives - clock.now();
        if (wait > 0) await clock.sleep(wait, signal);
        yield item;
      }
    } finally {
      left += 1;
    }
  }
  let done = false;
  const merging = (async () => {
    const merged = merger(
      signal => sources.map(items => source(items, signal)),
      ({ position }) => (typeof position === 'number' ? start + position : position),
      clock,
      neverAborts(),
    );
    for await (const item of merged) {
      given.push({ item, at: clock.now() - start });
      if (given.length >= most) break;
    }
    done = true;
  })();
  await clock.run(start + 1e7, () => done);
  await merging;
  assert.equal(clock.timers, 0);
  return { given, left };
}

/** Some sources whose items were made from steps in time, by `make`. */
function sources(
  make: (source: number, nth: number, time: number, lag: number) => Pick<Item, 'position' | 'arrives'>,
  lags: fc.Arbitrary<number>,
): fc.Arbitrary<readonly (readonly Item[])[]> {
  const step = fc.tuple(fc.oneof(fc.nat(5), fc.nat(400), fc.nat(5000)), lags);
  return fc.array(fc.array(step, { maxLength: 30 }), { minLength: 1, maxLength: 5 }).map(all =>
    all.map((steps, source) => {
      let time = 0;
      let arrived = 0;
      return steps.map(([after, lag], nth) => {
        time += after;
        const made = make(source, nth, time, lag);
        arrived = Math.max(arrived, made.arrives);
        return { source, nth, ...made, arrives: arrived };
      });
    }),
  );
}

const inTime = sources((_, __, time, lag) => ({ position: time, arrives: time + lag }), fc.nat(mergeWindow));
const atAnyTime = sources(
  (_, nth, time, lag) => ({
    position: nth % 7 === 3 ? 'asBefore' : nth % 5 === 4 ? 'asArrived' : time - lag,
    arrives: time + (lag % 700),
  }),
  fc.nat(100_000),
);
const untimed = sources((_, __, time) => ({ position: 'asArrived', arrives: time }), fc.constant(0));

const name = ({ source, nth }: Item) => `${source}/${nth}`;

describe('Merging logs', () => {
  it('loses nothing, repeats nothing, and keeps the order of each source, whatever comes when', () =>
    fc.assert(
      fc.asyncProperty(atAnyTime, async all => {
        const { given } = await merge(all);
        const names = given.map(({ item }) => name(item));
        assert.deepEqual([...names].sort(), all.flat().map(name).sort());
        for (const [source, items] of all.entries()) {
          const own = given.filter(({ item }) => item.source === source).map(({ item }) => item.nth);
          assert.deepEqual(
            own,
            items.map(({ nth }) => nth),
          );
        }
      }),
      { numRuns: 200 },
    ));

  it('gives out in order of time what arrives within 300 ms of its time', () =>
    fc.assert(
      fc.asyncProperty(inTime, async all => {
        const positions = (await merge(all)).given.map(({ item }) => Number(item.position));
        assert.deepEqual(
          positions,
          [...positions].sort((a, b) => a - b),
        );
      }),
      { numRuns: 200 },
    ));

  it('keeps the order of arrival where nothing has a time', () =>
    fc.assert(
      fc.asyncProperty(untimed, async all => {
        const arrivals = (await merge(all)).given.map(({ item }) => item.arrives);
        assert.deepEqual(
          arrivals,
          [...arrivals].sort((a, b) => a - b),
        );
      }),
      { numRuns: 100 },
    ));

  it('keeps nothing back for longer than 300 ms, once it has begun', () =>
    fc.assert(
      fc.asyncProperty(inTime, async all => {
        for (const { item, at } of (await merge(all)).given) {
          assert.ok(at <= Math.max(item.arrives, firstItemTimeout) + mergeWindow, `${name(item)} at ${at}`);
        }
      }),
      { numRuns: 100 },
    ));

  it('keeps nothing back for longer than two seconds, however late things come', () =>
    fc.assert(
      fc.asyncProperty(atAnyTime, async all => {
        for (const { item, at } of (await merge(all)).given) {
          assert.ok(
            at <= Math.max(item.arrives, firstItemTimeout) + longestMergeWindow,
            `${name(item)} at ${at}`,
          );
        }
      }),
      { numRuns: 100 },
    ));

  const item = (source: number, nth: number, position: MergePosition, arrives: number): Item => ({
    source,
    nth,
    position,
    arrives,
  });

  it('waits for the beginning of each source, so that their pasts are in order', async () => {
    const all = [[item(0, 0, -9000, 0), item(0, 1, -3000, 0)], [item(1, 0, -6000, 1500)]];
    assert.deepEqual(
      (await merge(all)).given.map(given => name(given.item)),
      ['0/0', '1/0', '0/1'],
    );
  });

  it('does not wait for long for a source that has nothing to say', async () => {
    const all = [[item(0, 0, 0, 0)], [item(1, 0, 0, 3_600_000)]];
    assert.deepEqual(
      (await merge(all)).given.map(({ at }) => at),
      [firstItemTimeout, 3_600_000],
    );
  });

  it('puts in order what comes 300 ms late, and no later', async () => {
    const one = (late: number) => [
      [item(0, 0, -1, 0), item(0, 1, 5001, 5001)],
      [item(1, 0, -1, 0), item(1, 1, 5000, 5000 + late)],
    ];
    const order = async (late: number) =>
      (await merge(one(late))).given.slice(2).map(({ item: { source } }) => source);
    assert.deepEqual(await order(300), [1, 0]);
    assert.deepEqual(await order(302), [0, 1]);
  });

  it('waits longer for a while where a source comes late, as a log does that is polled', async () => {
    const turn = (source: number, delay: (time: number) => number) =>
      Array.from({ length: 100 }, (_, nth) => {
        const time = 100 * nth + 50 * source;
        return item(source, nth, time, delay(time));
      });
    const polled = turn(1, time => 1000 * Math.ceil(time / 1000) + 100);
    const calm = [60_000, 70_000].map((time, i) => item(0, 100 + i, time, time));
    const { given } = await merge([[...turn(0, time => time), ...calm], polled]);
    const late = given
      .slice(1)
      .filter((one, i) => Number(one.item.position) < Number(given[i]?.item.position));
    assert.ok(
      late.every(({ item: { arrives } }) => arrives <= 3100),
      late.map(one => name(one.item)).join(),
    );
    assert.equal(given.at(-2)?.at, 60_000 + mergeWindow);
  });

  it('keeps a remark with what its source said before it', async () => {
    const all = [[item(0, 0, 100, 100), item(0, 1, 'asBefore', 250)], [item(1, 0, 150, 150)]];
    assert.deepEqual(
      (await merge(all)).given.map(given => name(given.item)),
      ['0/0', '0/1', '1/0'],
    );
  });

  it('stops every source when it is left', async () => {
    const all = [0, 1, 2].map(source => [item(source, 0, 0, 0), item(source, 1, 10_000, 10_000)]);
    const { given, left } = await merge(all, 2);
    assert.equal(given.length, 2);
    assert.equal(left, 3);
  });

  it('reads a source that is much faster than it is printed only so far ahead, and still all of it', async () => {
    const many = Array.from({ length: 50_000 }, (_, nth) => item(0, nth, 0, 0));
    const { given } = await merge([many]);
    assert.equal(given.length, many.length);
    assert.ok(given.every(({ item: { nth } }, i) => nth === i));
  });

  it('throws what a source throws, and stops the others', async () => {
    const clock = new VirtualClock();
    let wasStopped = false;
    async function* bad(): AsyncGenerator<number, void> {
      await Promise.resolve();
      throw new Error('a defect');
    }
    async function* good(signal: AbortSignal): AsyncGenerator<number, void> {
      try {
        yield 1;
        await clock.sleep(1e9, signal);
      } finally {
        wasStopped = true;
      }
    }
    const merged = mergeInOrder(
      signal => [good(signal), bad()],
      position => position,
      clock,
      neverAborts(),
    );
    await assert.rejects(async () => {
      while ((await merged.next()).done !== true);
    }, /a defect/);
    assert.ok(wasStopped);
  });

  it('ends with its signal', async () => {
    const clock = new VirtualClock();
    const controller = new AbortController();
    async function* quiet(signal: AbortSignal): AsyncGenerator<number, void> {
      await clock.sleep(1e9, signal);
      yield 1;
    }
    const merged = mergeInOrder(
      signal => [quiet(signal)],
      position => position,
      clock,
      controller.signal,
    );
    const next = merged.next();
    controller.abort();
    await assert.rejects(next, { name: 'AbortError' });
    assert.equal(clock.timers, 0);
  });
});

describe('A merged timeline', () => {
  /** Lines and events of several containers with a time, which arrive within the window, and marks among them. */
  const timelines = sources(
    // A mark arrives with what its container said before it.
    (_, nth, time, lag) =>
      nth % 4 === 3 ? { position: 'asBefore', arrives: 0 } : { position: time, arrives: time + lag },
    fc.nat(mergeWindow),
  );

  /** Everything once, each container's in its own order, all in the order of time, marks where their container was. */
  function judgeTimeline(all: readonly (readonly Item[])[], given: readonly Given[]): void {
    assert.deepEqual(given.map(({ item }) => name(item)).sort(), all.flat().map(name).sort());
    const reached = all.map(() => ({ nth: -1, position: -Infinity }));
    let time = -Infinity;
    for (const { item } of given) {
      const own = reached[item.source];
      assert.ok(own);
      assert.equal(item.nth, own.nth + 1, `${name(item)} is out of its container's order`);
      const position = typeof item.position === 'number' ? item.position : own.position;
      assert.ok(position >= time, `${name(item)} comes after what happened later`);
      reached[item.source] = { nth: item.nth, position };
      time = position;
    }
  }

  const holds = (merger?: Merger) =>
    fc.asyncProperty(timelines, async all => {
      judgeTimeline(all, (await merge(all, Infinity, merger)).given);
    });

  it('has everything once, in each container’s order and in order of time, marks and events at their position', () =>
    fc.assert(holds(), { numRuns: 300 }));

  /** The real merge, with its output spoilt. */
  const spoilt = (change: (item: Item, count: number) => readonly Item[]): Merger =>
    async function* (...given) {
      let count = 0;
      for await (const item of mergeInOrder(...given)) yield* change(item, count++);
    };
  const offenders: Record<string, Merger> = {
    'gives out what comes as it comes': (open, _, clock, signal) =>
      mergeInOrder(open, () => 'asArrived', clock, signal),
    'puts marks where they arrive': (open, positionOf, clock, signal) =>
      mergeInOrder(
        open,
        item => {
          const position = positionOf(item);
          return position === 'asBefore' ? 'asArrived' : position;
        },
        clock,
        signal,
      ),
    'puts lines a little too late': (open, positionOf, clock, signal) =>
      mergeInOrder(
        open,
        item => {
          const position = positionOf(item);
          return typeof position === 'number' && item.source === 0 ? position + 50 : position;
        },
        clock,
        signal,
      ),
    'loses one': spoilt((item, count) => (count === 4 ? [] : [item])),
    'repeats one': spoilt((item, count) => (count === 4 ? [item, item] : [item])),
    'loses marks': spoilt(item => (item.position === 'asBefore' ? [] : [item])),
    'takes a mark for another container’s': spoilt(item =>
      item.position === 'asBefore' ? [{ ...item, source: (item.source + 1) % 5 }] : [item],
    ),
  };
  for (const [fault, merger] of Object.entries(offenders)) {
    it(`is told from that of a merge that ${fault}`, async () => {
      const { failed } = await fc.check(holds(merger), { numRuns: 300, endOnFailure: true });
      assert.ok(failed);
    });
  }
});
