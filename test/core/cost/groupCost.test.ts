import assert from 'node:assert/strict';
import { type BilledGroup, billedSize, groupCost } from '../../../src/core/cost/groupCost.ts';
import type { RegionRates } from '../../../src/core/cost/regionRates.ts';

/** `eastus` as the price list had it in October 2026; its price for Confidential is made up. */
const eastus: RegionRates = {
  region: 'eastus',
  currency: 'USD',
  standard: { vCpuHour: 0.0405, gbHour: 0.00445 },
  spot: { vCpuHour: 0.01215, gbHour: 0.001335 },
  confidential: { vCpuHour: 0.05, gbHour: 0.006 },
  windowsVCpuHour: 0.0432, // 0.000012 a second
};

const billed = (
  containers: readonly (readonly [cpu: number, memoryInGB: number])[],
  of: Partial<BilledGroup> = {},
): BilledGroup => ({
  osType: 'Linux',
  sku: 'Standard',
  priority: 'Regular',
  containers: containers.map(([cpu, memoryInGB]) => ({ cpu, memoryInGB })),
  ...of,
});

/** Worked by hand from the prices above. */
const cases: readonly {
  readonly of: string;
  readonly group: BilledGroup;
  /** vCPUs and GB that are billed. */
  readonly size: readonly [number, number];
  readonly perHour: number;
  readonly perMonth: number;
}[] = [
  {
    of: 'one container', // 0.0405 + 1.5 × 0.00445
    group: billed([[1, 1.5]]),
    size: [1, 1.5],
    perHour: 0.047175,
    perMonth: 34.43775,
  },
  {
    of: 'less than the minimum of 1 vCPU and 1 GB', // 0.0405 + 0.00445
    group: billed([[0.3, 0.5]]),
    size: [1, 1],
    perHour: 0.04495,
    perMonth: 32.8135,
  },
  {
    of: 'two halves, which make one vCPU and not two', // 0.0405 + 0.00445
    group: billed([
      [0.5, 0.5],
      [0.5, 0.3],
    ]),
    size: [1, 1],
    perHour: 0.04495,
    perMonth: 32.8135,
  },
  {
    of: 'a sum of 1.2 vCPUs, which is rounded up', // 2 × 0.0405 + 2 × 0.00445
    group: billed([
      [1, 1.5],
      [0.2, 0.5],
    ]),
    size: [2, 2],
    perHour: 0.0899,
    perMonth: 65.627,
  },
  {
    of: 'parts that make 1 only in decimals', // 0.0405 + 0.00445
    group: billed([
      [0.1, 0.1],
      [0.2, 0.2],
      [0.7, 0.7],
    ]),
    size: [1, 1],
    perHour: 0.04495,
    perMonth: 32.8135,
  },
  {
    of: 'Windows', // 2 × (0.0405 + 0.0432) + 4 × 0.00445
    group: billed([[2, 4]], { osType: 'Windows' }),
    size: [2, 4],
    perHour: 0.1852,
    perMonth: 135.196,
  },
  {
    of: 'Windows with a part of a vCPU', // 2 × (0.0405 + 0.0432) + 2.5 × 0.00445
    group: billed([[1.5, 2.5]], { osType: 'Windows' }),
    size: [2, 2.5],
    perHour: 0.178525,
    perMonth: 130.32325,
  },
  {
    of: 'Spot', // 4 × 0.01215 + 8 × 0.001335
    group: billed([[4, 8]], { priority: 'Spot' }),
    size: [4, 8],
    perHour: 0.05928,
    perMonth: 43.2744,
  },
  {
    of: 'Confidential', // 0.05 + 2 × 0.006
    group: billed([[1, 2]], { sku: 'Confidential' }),
    size: [1, 2],
    perHour: 0.062,
    perMonth: 45.26,
  },
];

describe('What a group costs', () => {
  for (const { of, group, size, perHour, perMonth } of cases) {
    it(`is worked out for ${of}`, () => {
      const cost = groupCost(group, eastus);
      assert.ok(cost);
      assert.deepEqual([cost.size.cpu, cost.size.memoryInGB], size);
      assert.ok(Math.abs(cost.perHour - perHour) < 1e-9, `${cost.perHour} an hour`);
      assert.ok(Math.abs(cost.perMonth - perMonth) < 1e-6, `${cost.perMonth} a month`);
      assert.equal(cost.currency, 'USD');
    });
  }

  it('takes the SKU in any case', () => {
    assert.ok(groupCost(billed([[1, 1]], { sku: 'confidential' }), eastus));
  });

  it('is not known where the list has no price for it', () => {
    const { spot: _, windowsVCpuHour: __, ...few } = eastus;
    const one = [[1, 1]] as const;
    assert.equal(groupCost(billed(one, { priority: 'Spot' }), few), undefined);
    assert.equal(groupCost(billed(one, { osType: 'Windows' }), few), undefined);
    assert.equal(groupCost(billed(one, { sku: 'Dedicated' }), eastus), undefined);
    assert.equal(groupCost(billed(one, { sku: 'Confidential', priority: 'Spot' }), eastus), undefined);
    assert.equal(groupCost(billed(one), { region: 'eastus', currency: 'USD' }), undefined);
  });

  it('is not known of a group that does not say what it requests', () => {
    assert.equal(billedSize([]), undefined);
    assert.equal(
      billedSize([
        { cpu: 1, memoryInGB: 1 },
        { cpu: undefined, memoryInGB: 1 },
      ]),
      undefined,
    );
    for (const memoryInGB of [undefined, 0, -1, NaN, Infinity])
      assert.equal(billedSize([{ cpu: 1, memoryInGB }]), undefined);
  });
});
