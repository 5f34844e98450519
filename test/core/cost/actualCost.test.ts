import assert from 'node:assert/strict';
import { type ActualCostItem, sumActualCosts } from '../../../src/core/cost/actualCost.ts';

const item = (day: string, resourceId: string, cost: number, currency = 'EUR'): ActualCostItem => ({
  ...{ day, resourceId, cost, currency },
});

describe('What a bill says', () => {
  it('is summed by day and by resource, whatever the case of ids', () => {
    const { totals, days, resources } = sumActualCosts([
      item('2026-11-02', '/a', 1),
      item('2026-11-01', '/b', 4),
      item('2026-11-01', '/A', 2),
    ]);
    assert.deepEqual(totals, [{ cost: 7, currency: 'EUR' }]);
    assert.deepEqual(
      days.map(({ day, cost }) => [day, cost]),
      [
        ['2026-11-01', 6],
        ['2026-11-02', 1],
      ],
    );
    assert.deepEqual(
      resources.map(({ resourceId, cost }) => [resourceId.toLowerCase(), cost]),
      [
        ['/b', 4],
        ['/a', 3],
      ],
    );
  });

  it('never adds one currency to another', () => {
    const { totals, days } = sumActualCosts([
      item('2026-11-01', '/a', 1),
      item('2026-11-01', '/a', 2, 'USD'),
    ]);
    assert.deepEqual(
      totals.map(({ cost, currency }) => [cost, currency]),
      [
        [1, 'EUR'],
        [2, 'USD'],
      ],
    );
    assert.equal(days.length, 2);
  });

  it('is nothing where there are no rows', () => {
    assert.deepEqual(sumActualCosts([]), { totals: [], days: [], resources: [] });
  });
});
