import assert from 'node:assert/strict';
import { manySeed } from '../../src/emulator/seed/many.ts';
import { treeFigures } from './requests.ts';

describe('The figures of drawing the tree', () => {
  it('count one LIST per subscription, and one GET for each group that someone looks at', async () => {
    const figures = await treeFigures(manySeed(510));
    const { subscriptions, groups, firstLevel, firstFolder, listThenGetEach } = figures;
    assert.deepEqual([subscriptions, groups, firstFolder.groups], [2, 510, 25]);
    // Tenants, subscriptions, and the LISTs with their pages.
    const lists = listThenGetEach.requests - groups;
    assert.equal(firstLevel.requests, lists);
    assert.ok(lists >= 1 + 1 + subscriptions && lists < 20, `${lists} requests`);
    assert.equal(firstFolder.requests, 25);
  });
});
