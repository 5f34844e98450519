import assert from 'node:assert/strict';
import type { StoreChange } from '../../../src/core/store/groupStore.ts';
import { groupKey } from '../../../src/core/model/containerGroup.ts';
import { rowsToRedraw } from '../../../src/ui/tree/rowsToRedraw.ts';
import { nodeId } from '../../../src/ui/tree/nodes.ts';
import { folderOf } from '../../../src/ui/tree/folders.ts';
import type { TreeOptions } from '../../../src/ui/tree/treeSource.ts';
import { group } from '../../core/sampleGroups.ts';
import { options, createTreeFixture } from './treeFixture.ts';

describe('What is drawn anew', () => {
  const web = group({ tags: { env: 'prod' } });

  async function redrawn(
    changes: readonly StoreChange[],
    of: Partial<TreeOptions> = {},
    before = web,
  ): Promise<readonly string[] | 'everything'> {
    const { azure, store } = createTreeFixture();
    azure.addTenant('a', 'one', 'two');
    azure.addGroup(web);
    await store.refresh();
    const wanted = { ...options, ...of };
    const drawnIn = new Map([[groupKey(before.ref), nodeId(folderOf(before, wanted))]]);
    const ids = rowsToRedraw(changes, { store, options: wanted }, drawnIn);
    return ids === 'everything' ? ids : [...ids];
  }

  const changed: StoreChange = { kind: 'group', ref: web.ref };
  const row = `group/${groupKey(web.ref)}`;

  it('is one row where one group changed, however often', async () => {
    assert.deepEqual(await redrawn([changed, changed]), [row]);
  });

  it('is one subscription where its list changed', async () => {
    assert.deepEqual(await redrawn([{ kind: 'subscription', subscriptionId: 'TWO' }]), ['subscription/two']);
  });

  it('is the subscription where a group moved to another folder', async () => {
    const before = group({ tags: { env: 'test' } });
    assert.deepEqual(await redrawn([changed], { groupBy: 'tag' }, before), ['subscription/one']);
    assert.deepEqual(await redrawn([changed], { groupBy: 'tag' }), [row]);
  });

  it('is everything where everything changed, or nobody knows where', async () => {
    assert.equal(await redrawn([changed, { kind: 'everything' }]), 'everything');
    assert.equal(await redrawn([{ kind: 'subscription', subscriptionId: 'new' }]), 'everything');
  });

  it('is everything under a filter, which may hide or show any row then', async () => {
    assert.equal(await redrawn([changed], { filter: 'web' }), 'everything');
  });

  it('is nothing where nothing changed', async () => {
    assert.deepEqual(await redrawn([], { filter: 'web' }), []);
  });
});
