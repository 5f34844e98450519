import assert from 'node:assert/strict';
import { figuresOf } from './estate.ts';
import { measureEstate } from './estate/measure.ts';

describe('The figures of a large estate', function () {
  this.timeout(60_000);

  it('count one LIST per subscription, three waits for the first level, and what opening folders asks', async () => {
    const shape = { subscriptions: 3, resourceGroups: 2, groups: 4 };
    const measured = await measureEstate({ shape, roundTripMs: 300, browsed: 1, withNaive: true });
    const { firstLevel, openGroup, browsing, naive } = measured;
    // Tenants and subscriptions come before the LISTs.
    assert.deepEqual([firstLevel.lists, firstLevel.requests, firstLevel.waits], [3, 5, 3]);
    // Four states, and what the account may do there.
    assert.deepEqual([openGroup.lists, openGroup.requests, openGroup.waits], [0, 5, 1]);
    // Another folder, and a refresh: the first level, and the eight groups that are on the screen.
    assert.deepEqual([browsing.lists, browsing.requests], [3, 5 + 5 + 8]);
    assert.deepEqual([firstLevel.throttled, openGroup.throttled, browsing.throttled], [0, 0, 0]);
    assert.equal(naive?.requests, 5 + 24);
    const named = new Map(figuresOf(measured, [measured]).map(({ name, value }) => [name, value]));
    assert.equal(named.get('estate.listRequests'), 3);
    assert.equal(named.get('estate.roundTripsToFirstLevel'), 3);
    assert.equal(named.get('estate.openGroupRequests'), 5);
    assert.equal(named.get('estate.naiveRequests'), 29);
    assert.equal(named.get('estate.throttled'), 0);
    assert.ok(named.has('estate.heapMB') && named.has('estate.longestBlockMs'));
  });
});
