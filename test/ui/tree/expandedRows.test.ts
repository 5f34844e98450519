import assert from 'node:assert/strict';
import type { GroupStore } from '../../../src/core/store/groupStore.ts';
import type { FolderNode, Node } from '../../../src/ui/tree/nodes.ts';
import { ExpandedRows } from '../../../src/ui/tree/expandedRows.ts';
import { childrenOf } from '../../../src/ui/tree/treeStructure.ts';
import type { TreeSource } from '../../../src/ui/tree/treeSource.ts';
import { group } from '../../core/sampleGroups.ts';
import { options, createTreeFixture } from './treeFixture.ts';

describe('Open rows, and the groups that someone looks at there', () => {
  let store: GroupStore;
  let open: ExpandedRows;
  let subscription: Node;
  let folders: readonly FolderNode[];
  const source = (): TreeSource => ({ store, options });
  const seen = (of: Partial<TreeSource['options']> = {}) =>
    open.groupsInExpandedFolders({ ...source(), options: { ...options, ...of } }).map(({ name }) => name);

  beforeEach(async () => {
    const living = createTreeFixture();
    store = living.store;
    open = new ExpandedRows();
    living.azure.addTenant('a', 'one');
    for (const [resourceGroup, name] of [
      ['batch', 'job'],
      ['shop', 'web'],
      ['shop', 'api'],
    ]) {
      living.azure.addGroup(group({ resourceGroup: resourceGroup ?? '', name: name ?? '' }));
    }
    await store.refresh();
    [subscription = assert.fail()] = childrenOf(undefined, source());
    folders = childrenOf(subscription, source()).filter(node => node.kind === 'folder');
  });

  it('are none while every folder is closed', () => assert.deepEqual(seen(), []));

  it('are those in open folders, the folder opened last first', () => {
    for (const folder of folders) open.markExpanded(folder);
    assert.deepEqual(seen(), ['api', 'web', 'job']);
    for (const folder of folders) open.markDrawn(folder);
    assert.deepEqual(seen(), ['api', 'web', 'job']);
    open.markExpanded(folders[0] ?? assert.fail());
    assert.deepEqual(seen(), ['job', 'api', 'web']);
  });

  it('are none of a folder or a subscription that was closed', () => {
    for (const folder of folders) open.markDrawn(folder);
    open.markCollapsed(folders[0] ?? assert.fail());
    assert.deepEqual(seen(), ['api', 'web']);
    open.markCollapsed(subscription);
    assert.deepEqual(seen(), []);
    open.markExpanded(subscription);
    assert.deepEqual(seen(), ['api', 'web']);
  });

  it('stay open when they come back, and closed', () => {
    const [batch = assert.fail(), shop = assert.fail()] = folders;
    assert.equal(open.isExpanded(batch, false), false);
    assert.equal(open.isExpanded(batch, true), true);
    open.markExpanded(batch);
    open.markCollapsed(shop);
    assert.equal(open.isExpanded(batch, false), true);
    assert.equal(open.isExpanded(shop, true), false);
    open.clear();
    assert.equal(open.isExpanded(shop, true), true);
  });

  it('are only those that the filter leaves, in folders of the present kind', () => {
    for (const folder of folders) open.markDrawn(folder);
    assert.deepEqual(seen({ filter: 'web' }), ['web']);
    assert.deepEqual(seen({ groupBy: 'location' }), []);
  });
});
