import assert from 'node:assert/strict';
import { costReport, groupCostReport } from '../../../src/core/cost/costReport.ts';
import type { RegionRates } from '../../../src/core/cost/regionRates.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { container, containerIn, group } from '../sampleGroups.ts';

const rates: RegionRates = {
  region: 'westeurope',
  currency: 'USD',
  standard: { vCpuHour: 0.04, gbHour: 0.004 },
};
const nine = Date.UTC(2026, 0, 5, 9);
const pulledAtEight = container({
  instanceView: {
    restartCount: 0,
    currentState: { state: 'Running', detailStatus: '', startTime: nine - 3_600_000 },
    previousState: undefined,
    events: [
      {
        ...{ name: 'Pulling', message: 'pulling image "nginx"', type: 'Normal', count: 1 },
        ...{ firstTimestamp: nine - 3_600_000, lastTimestamp: nine - 3_600_000 },
      },
    ],
  },
});
const running = group({ containers: [pulledAtEight] });
const listed = group({ state: undefined, containers: [container({ instanceView: undefined })] });
const looping = group({
  containers: [
    containerIn({ state: 'Waiting', detailStatus: 'CrashLoopBackOff: Back-off restarting failed' }, 7),
  ],
});

describe('The cost report of a group', () => {
  it('has its rate, and what it has spent since its start', () => {
    const report = groupCostReport(running, { rates, now: nine });
    assert.equal(report.isBilled, true);
    assert.equal(report.cost?.perHour.toFixed(4), '0.0460');
    assert.equal(report.spent?.toFixed(4), '0.0460');
    assert.equal(report.waste, undefined);
  });

  it('says of a group that has only been listed that its state is not known, and what it would cost', () => {
    const report = groupCostReport(listed, { rates, now: nine });
    assert.deepEqual([report.state, report.isBilled, report.spent], ['unknown', undefined, undefined]);
    assert.equal(report.cost?.perHour.toFixed(4), '0.0460');
  });

  it('has no amounts where there are no prices, and no zeros', () => {
    const report = groupCostReport(running, { rates: undefined, now: nine });
    assert.deepEqual([report.cost, report.spent], [undefined, undefined]);
  });

  it('calls a group in a crash loop possible waste', () => {
    assert.deepEqual(groupCostReport(looping, { rates, now: nine }).waste, { kind: 'crashLooping' });
  });

  const day = 24 * 3_600_000;
  it('calls a running group waste that has logged nothing for a day, where its log is known', () => {
    const waste = (lastLineAt: number | undefined) =>
      groupCostReport(running, { rates, now: nine, lastLineAt }).waste;
    assert.deepEqual(waste(nine - day), { kind: 'silent', since: nine - day });
    assert.equal(waste(nine - day + 1), undefined);
    assert.equal(waste(undefined), undefined);
  });

  it('calls nothing waste that is not billed', () => {
    const stopped = group({ state: 'Stopped' });
    assert.equal(groupCostReport(stopped, { rates, now: nine, lastLineAt: 0 }).waste, undefined);
  });
});

describe('The cost report of several groups', () => {
  it('asks once for the prices of each location, and sums what is billed', async () => {
    const asked: string[] = [];
    const prices = {
      rates: (_: unknown, location: string) => {
        asked.push(location);
        return location === 'mars' ? Promise.reject(new Error('no prices')) : Promise.resolve(rates);
      },
    };
    const groups = [running, running, listed, group({ location: 'mars' }), group({ state: 'Stopped' })];
    const report = await costReport(groups, { prices, now: nine }, neverAborts());
    assert.deepEqual(asked, ['westeurope', 'mars']);
    assert.equal(report.groups.length, 5);
    const { perHour, currency, counted, unknown, unpriced } = report.running;
    assert.deepEqual([perHour.toFixed(3), currency, counted, unknown, unpriced], ['0.092', 'USD', 2, 1, 1]);
  });
});
