import assert from 'node:assert/strict';
import { CachedFilterCount } from '../../../src/ui/tree/cachedFilterCount.ts';
import { group } from '../../core/sampleGroups.ts';
import { options, createTreeFixture } from './treeFixture.ts';

describe('The count of what a filter leaves', () => {
  it('is made once for all rows, until something has changed', async () => {
    const { azure, store } = createTreeFixture();
    azure.addTenant('a', 'one');
    for (let i = 0; i < 300; i++) azure.addGroup(group({ name: `web${i}`, resourceGroup: `rg${i % 200}` }));
    await store.refresh();
    let readings = 0;
    let filter = 'web1';
    const counting = Object.create(store, {
      allGroups: { get: () => (readings++, store.allGroups) },
    }) as typeof store;
    const count = new CachedFilterCount(() => ({ store: counting, options: { ...options, filter } }));

    for (let row = 0; row < 200; row++) assert.deepEqual(count.value, { shown: 111, all: 300 });
    assert.equal(readings, 1);

    filter = 'web29';
    count.invalidate();
    for (let row = 0; row < 200; row++) assert.deepEqual(count.value, { shown: 11, all: 300 });
    assert.equal(readings, 2);
  });
});
