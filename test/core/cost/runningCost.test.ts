import assert from 'node:assert/strict';
import { isBilledNow, runningCost } from '../../../src/core/cost/runningCost.ts';
import type { RegionRates } from '../../../src/core/cost/regionRates.ts';
import { container, group } from '../sampleGroups.ts';

const rates: RegionRates = {
  region: 'westeurope',
  currency: 'USD',
  standard: { vCpuHour: 0.04, gbHour: 0.004 },
};
const ratesOf = (location: string) => (location === 'westeurope' ? rates : undefined);

describe('What groups cost together', () => {
  it('is the sum of those that run', () => {
    // Twice 0.04 + 1.5 × 0.004.
    const cost = runningCost([group(), group(), group({ state: 'Stopped' })], ratesOf);
    assert.ok(Math.abs(cost.perHour - 0.092) < 1e-12);
    assert.ok(Math.abs(cost.perMonth - 67.16) < 1e-9);
    assert.deepEqual([cost.currency, cost.counted, cost.unknown, cost.unpriced], ['USD', 2, 0, 0]);
  });

  it('says of how many groups it is not', () => {
    const listed = group({ state: undefined, containers: [container({ instanceView: undefined })] });
    const elsewhere = group({ location: 'mars' });
    const spot = group({ priority: 'Spot' });
    const cost = runningCost([listed, elsewhere, spot], ratesOf);
    assert.deepEqual([cost.perHour, cost.counted, cost.unknown, cost.unpriced], [0, 0, 1, 2]);
    assert.equal(cost.currency, undefined);
  });

  it('counts a group on its way up from its first pull on', () => {
    const waiting = group({
      provisioningState: 'Creating',
      state: 'Pending',
      containers: [container({ instanceView: undefined })],
    });
    const pull = {
      ...{ name: 'Pulling', message: 'pulling image "nginx"', type: 'Normal' as const, count: 1 },
      ...{ firstTimestamp: 1, lastTimestamp: 1 },
    };
    const view = { restartCount: 0, currentState: undefined, previousState: undefined, events: [pull] };
    const pulling = { ...waiting, containers: [container({ instanceView: view })] };
    assert.deepEqual([waiting, pulling].map(isBilledNow), [false, true]);
  });
});
