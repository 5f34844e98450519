import assert from 'node:assert/strict';
import type { GroupStore } from '../../../src/core/groupStore.ts';
import type { FolderNode, Node } from '../../../src/ui/tree/nodes.ts';
import { OpenRows } from '../../../src/ui/tree/openRows.ts';
import { childrenOf } from '../../../src/ui/tree/treeData.ts';
import type { TreeSource } from '../../../src/ui/tree/treeSource.ts';
import { group } from '../../core/groups.ts';
import { options, t, world } from './words.ts';

describe('Open rows, and the groups that someone looks at there', () => {
  let store: GroupStore;
  let open: OpenRows;
  let subscription: Node;
  let folders: readonly FolderNode[];
  const source = (): TreeSource => ({ store, t, options });
  const seen = (of: Partial<TreeSource['options']> = {}) =>
    open.groups({ ...source(), options: { ...options, ...of } }).map(({ name }) => name);

  beforeEach(async () => {
    const living = world();
    store = living.store;
    open = new OpenRows();
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
    for (const folder of folders) open.opened(folder);
    assert.deepEqual(seen(), ['api', 'web', 'job']);
    for (const folder of folders) open.drawn(folder);
    assert.deepEqual(seen(), ['api', 'web', 'job']);
    open.opened(folders[0] ?? assert.fail());
    assert.deepEqual(seen(), ['job', 'api', 'web']);
  });

  it('are none of a folder or a subscription that was closed', () => {
    for (const folder of folders) open.drawn(folder);
    open.closed(folders[0] ?? assert.fail());
    assert.deepEqual(seen(), ['api', 'web']);
    open.closed(subscription);
    assert.deepEqual(seen(), []);
    open.opened(subscription);
    assert.deepEqual(seen(), ['api', 'web']);
  });

  it('stay open when they come back, and closed', () => {
    const [batch = assert.fail(), shop = assert.fail()] = folders;
    assert.equal(open.isOpen(batch, false), false);
    assert.equal(open.isOpen(batch, true), true);
    open.opened(batch);
    open.closed(shop);
    assert.equal(open.isOpen(batch, false), true);
    assert.equal(open.isOpen(shop, true), false);
    open.clear();
    assert.equal(open.isOpen(shop, true), true);
  });

  it('are only those that the filter leaves, in folders of the present kind', () => {
    for (const folder of folders) open.drawn(folder);
    assert.deepEqual(seen({ filter: 'web' }), ['web']);
    assert.deepEqual(seen({ groupBy: 'location' }), []);
  });
});
