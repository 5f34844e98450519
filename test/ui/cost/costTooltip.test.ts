import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PriceList } from '../../../src/core/cost/priceList.ts';
import type { RegionRates } from '../../../src/core/cost/regionRates.ts';
import { AciError } from '../../../src/core/errors.ts';
import type { ContainerGroup } from '../../../src/core/model/containerGroup.ts';
import { costTooltip } from '../../../src/ui/cost/costTooltip.ts';
import type { Node } from '../../../src/ui/tree/nodes.ts';
import type { TreeSource } from '../../../src/ui/tree/treeSource.ts';
import { container, containerIn, group } from '../../core/sampleGroups.ts';
import { TestClock } from '../../testClock.ts';
import { hostileText } from '../hostileText.ts';
import { options } from '../tree/treeFixture.ts';

const rates: RegionRates = {
  region: 'westeurope',
  currency: 'USD',
  standard: { vCpuHour: 0.04, gbHour: 0.004 },
};
const note = 'Estimate\\: vCPUs\\, memory and Windows at list price\\; no discounts\\, network or storage\\.';
/** The clock's hour, nine, and the hour before. */
const eight = Date.UTC(2026, 0, 5, 8);
const pulling = {
  ...{ name: 'Pulling', message: 'pulling image "nginx"', type: 'Normal' as const, count: 1 },
  ...{ firstTimestamp: eight, lastTimestamp: eight },
};
const pulled = container({
  instanceView: {
    restartCount: 0,
    currentState: { state: 'Running', detailStatus: '', startTime: eight + 1000 },
    previousState: undefined,
    events: [pulling],
  },
});

const folder: Node = { kind: 'folder', subscriptionId: 'one', by: 'resourceGroup', name: 'shop' };
const subscription: Node = {
  kind: 'subscription',
  subscription: { id: 'one', displayName: 'One', tenantId: 'a', state: 'Enabled' },
};

describe('What a tooltip says of the cost', () => {
  let clock: TestClock;
  let asked: string[];
  let prices: PriceList;
  beforeEach(() => {
    clock = new TestClock();
    asked = [];
    prices = {
      hasPrices: () => true,
      knownRates: () => undefined,
      rates: (_, location) => {
        asked.push(location);
        return Promise.resolve(rates);
      },
    };
  });

  const tooltip = (node: Node, groups: readonly ContainerGroup[]) => {
    const source: TreeSource = {
      store: {
        tenants: { kind: 'ready', value: [] },
        subscriptions: [],
        isSelected: () => true,
        groups: () => ({ kind: 'ready', value: groups }),
        group: ref => groups.find(({ ref: { name } }) => name === ref.name),
        resourceGroups: () => undefined,
        allGroups: groups,
      },
      options,
    };
    const localTime = (time: number) => new Date(time).toISOString().slice(11, 16);
    return costTooltip(node, { source, prices, cloud: 'azure', clock, localTime });
  };
  const ofGroup = (known: ContainerGroup) => tooltip({ kind: 'group', ref: known.ref }, [known]);
  const escaped = (text: string) => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');

  it('is the rate of a group, and what was spent since its start', async () => {
    assert.deepEqual((await ofGroup(group({ containers: [pulled] }))).split('  \n'), [
      `**Cost:** ${escaped('$0.046 per hour, $33.58 per month')}`,
      `**Spent:** ${escaped('$0.046 since the start, 08:00')}`,
      note,
    ]);
  });

  it('is since when, where Azure does not tell of the start', async () => {
    assert.ok(
      (await ofGroup(group())).includes(
        escaped('$0.046 since 08:00; Azure does not tell of the time before'),
      ),
    );
  });

  it('is nothing now of a group that has ended, and what its last run took', async () => {
    const done = {
      ...pulled,
      instanceView: {
        ...{ restartCount: 0, previousState: undefined, events: [pulling] },
        currentState: {
          ...{ state: 'Terminated', detailStatus: 'Completed', exitCode: 0 },
          ...{ startTime: eight, finishTime: eight + 1_800_000 },
        },
      },
    };
    const text = await ofGroup(group({ state: 'Succeeded', containers: [done] }));
    assert.ok(text.includes(escaped('nothing now; $0.046 per hour, $33.58 per month while it runs')));
    assert.ok(text.includes(escaped('$0.023 from 08:00 to 08:30')));
  });

  it('is what it costs while it runs, of a group whose state is not known', async () => {
    const listed = group({ state: undefined, containers: [container({ instanceView: undefined })] });
    assert.equal(
      await ofGroup(listed),
      `**Cost:** ${escaped('$0.046 per hour, $33.58 per month while it runs')}  \n${note}`,
    );
  });

  it('says where there is no price for such a group, and where the cloud has none, but never 0', async () => {
    assert.equal(
      await ofGroup(group({ priority: 'Spot' })),
      '**Cost:** no price is known for such a group in westeurope',
    );
    prices = { ...prices, hasPrices: () => false };
    assert.equal(await ofGroup(group()), '**Cost:** no prices for this cloud');
    assert.equal(asked.length, 1);
  });

  it('is left out where the prices cannot be had, and not waited for longer than a moment', async () => {
    prices = { ...prices, rates: () => Promise.reject(new AciError('offline', 'No connection.')) };
    assert.equal(await ofGroup(group()), '');
    assert.equal(await tooltip(folder, [group()]), '');
    prices = { ...prices, rates: () => new Promise(() => undefined) };
    const waiting = ofGroup(group());
    await clock.asleepFor(2_000);
    clock.advance(2_000);
    assert.equal(await waiting, '');
  });

  it('is the sum of what runs, for a folder and a subscription', async () => {
    const groups = [
      group({ name: 'a' }),
      group({ name: 'b' }),
      group({ name: 'c', state: 'Stopped' }),
      group({ name: 'elsewhere', resourceGroup: 'lab' }),
    ];
    assert.equal(
      await tooltip(folder, groups),
      `**Cost of what runs:** ${escaped('$0.092 per hour, $67.16 per month')}  \n${note}`,
    );
    assert.ok((await tooltip(subscription, groups)).includes(escaped('$0.138 per hour')));
    assert.deepEqual(asked, ['westeurope', 'westeurope']);
  });

  it('says of how many groups the sum is not', async () => {
    const groups = [
      group({ name: 'a' }),
      group({ name: 'listed', state: undefined, containers: [container({ instanceView: undefined })] }),
      group({ name: 'cheap', priority: 'Spot' }),
    ];
    const text = await tooltip(folder, groups);
    assert.ok(text.includes(escaped('Not counted, because their state has not been read: 1')));
    assert.ok(text.includes(escaped('Not counted, because no price is known for them: 1')));
    assert.match(await tooltip(folder, groups.slice(1, 2)), /^\*\*Cost of what runs:\*\* not known/);
    assert.match(await tooltip(folder, [group({ state: 'Stopped' })]), /nothing now$/);
  });

  it('asks nobody for prices of what does not run, of containers, and of nothing', async () => {
    await tooltip(folder, [group({ state: 'Stopped' })]);
    const ref = { group: group().ref, container: 'app' };
    assert.equal(await tooltip({ kind: 'container', ref, isInit: false }, [group()]), '');
    assert.equal(await tooltip(subscription, []), '');
    assert.deepEqual(asked, []);
  });

  it('has nothing but text of what Azure says', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async text => {
        const shown = await ofGroup(
          group({
            ...{ location: text, priority: 'Spot' },
            containers: [containerIn({ state: text, detailStatus: text })],
          }),
        );
        const left = shown.replace(/\\[!-/:-@[-`{-~]/g, '').replaceAll('**', '');
        assert.doesNotMatch(left, /[[\]()<>`!$*_&#|~]/);
      }),
    );
  });
});
