import assert from 'node:assert/strict';
import { AciError } from '../../../src/core/errors.ts';
import type { GroupStore } from '../../../src/core/store/groupStore.ts';
import { type Node, nodeId } from '../../../src/ui/tree/nodes.ts';
import { present } from '../../../src/ui/tree/present.ts';
import { filterCount } from '../../../src/ui/tree/folders.ts';
import { childrenOf, parentOf } from '../../../src/ui/tree/treeStructure.ts';
import type { TreeOptions, TreeSource } from '../../../src/ui/tree/treeSource.ts';
import { container, group } from '../../core/sampleGroups.ts';
import type { FakeAzureApi } from '../../core/fakeAzureApi.ts';
import { options, treeDeps, createTreeFixture } from './treeFixture.ts';

const forbidden = new AciError('forbidden', 'No authorization.');
const signedOut = new AciError('signedOut', 'AADSTS50076: multi-factor authentication.');

describe('The tree', () => {
  let azure: FakeAzureApi;
  let store: GroupStore;
  beforeEach(() => {
    ({ azure, store } = createTreeFixture());
  });

  const source = (of: Partial<TreeOptions> = {}): TreeSource => ({
    store,
    options: { ...options, ...of },
  });

  /** The whole tree as indented labels, opening everything. */
  function drawn(of: Partial<TreeOptions> = {}): readonly string[] {
    const below = (node: Node | undefined, indent: string): readonly string[] =>
      childrenOf(node, source(of)).flatMap(child => [
        `${indent}${present(child, treeDeps(store)).label}`,
        ...below(child, `${indent}  `),
      ]);
    return below(undefined, '');
  }

  function only(nodes: readonly Node[]): Node {
    assert.equal(nodes.length, 1);
    return nodes[0] ?? assert.fail();
  }

  function message(node: Node | undefined): Extract<Node, { kind: 'message' }> {
    return node?.kind === 'message' ? node : assert.fail(`a ${String(node?.kind)} row`);
  }

  async function estate(): Promise<void> {
    azure.addTenant('a', 'two', 'one');
    azure.addGroup(
      group({
        name: 'web',
        tags: { Env: 'prod' },
        initContainers: [container({ name: 'prepare', isInit: true })],
        containers: [container({ name: 'nginx' }), container({ name: 'sidecar' })],
      }),
    );
    azure.addGroup(
      group({ name: 'api', resourceGroup: 'SHOP', location: 'northeurope', tags: { env: 'test' } }),
    );
    azure.addGroup(group({ name: 'job', resourceGroup: 'batch' }));
    await store.refresh();
  }

  it('leads from subscriptions over resource groups and container groups to containers, by name', async () => {
    await estate();
    assert.deepEqual(drawn(), [
      'Subscription one',
      '  batch',
      '    job',
      '      app',
      '  shop',
      '    api',
      '      app',
      '    web',
      '      prepare',
      '      nginx',
      '      sidecar',
      'Subscription two',
      '  No container groups yet',
    ]);
  });

  it('offers to register container instances in an empty subscription where they aren’t', async () => {
    await estate();
    const own: TreeSource = { ...source(), isUnregistered: id => id === 'two' };
    const two = childrenOf(undefined, own).find(node => nodeId(node) === 'subscription/two');
    const row = message(only(childrenOf(two, own)));
    assert.equal(row.label, 'Not registered');
    assert.deepEqual([row.command?.id, row.command?.arguments], ['aci.registerProvider', [two]]);
  });

  it('gathers groups by location', async () => {
    await estate();
    assert.deepEqual(
      drawn({ groupBy: 'location' }).filter(row => /^ {2,4}\S/.test(row)),
      ['  northeurope', '    api', '  westeurope', '    job', '    web', '  No container groups yet'],
    );
  });

  it('gathers groups by a tag, however it is spelled, those without it last', async () => {
    await estate();
    assert.deepEqual(
      drawn({ groupBy: 'tag', tag: 'ENV' }).filter(row => /^ {2,4}\S/.test(row)),
      [
        '  prod',
        '    web',
        '  test',
        '    api',
        '  without the tag "env"',
        '    job',
        '  No container groups yet',
      ],
    );
  });

  it('gives every row an id of its own that is the same in the next drawing', async () => {
    await estate();
    const ids = () => {
      const below = (node: Node | undefined): readonly string[] =>
        childrenOf(node, source()).flatMap(child => [nodeId(child), ...below(child)]);
      return below(undefined);
    };
    const before = ids();
    assert.equal(new Set(before).size, before.length);
    await store.refresh();
    assert.deepEqual(ids(), before);
  });

  it('finds the row above each row', async () => {
    await estate();
    const check = (node: Node | undefined): void => {
      for (const child of childrenOf(node, source())) {
        const parent = parentOf(child, source());
        assert.equal(parent && nodeId(parent), node && nodeId(node), nodeId(child));
        check(child);
      }
    };
    check(undefined);
  });

  describe('with resource groups that hold no container groups', () => {
    beforeEach(() => {
      azure.addResourceGroup('two', 'Empty-RG');
      azure.addResourceGroup('one', 'Shop');
    });

    it('hides them', async () => {
      store.includeResourceGroups(true);
      await estate();
      assert.ok(!drawn().some(row => row.includes('Empty-RG')));
    });

    it('shows them when wanted, in the spelling of ARM, with a way to fill them', async () => {
      store.includeResourceGroups(true);
      await estate();
      const rows = drawn({ showEmptyResourceGroups: true });
      assert.deepEqual(rows.slice(-3), ['Subscription two', '  Empty-RG', '    No container groups']);
      assert.ok(rows.includes('  Shop') && !rows.includes('  shop'));
      const two = childrenOf(undefined, source())[1];
      const folder = only(childrenOf(two, source({ showEmptyResourceGroups: true })));
      const hint = message(only(childrenOf(folder, source())));
      assert.deepEqual(hint.command?.id, 'aci.createGroup');
      assert.deepEqual(hint.command.arguments, [folder]);
    });

    it('says when they cannot be read, and shows the rest', async () => {
      azure.failing.set('RESOURCEGROUPS one', forbidden);
      store.includeResourceGroups(true);
      await estate();
      const rows = drawn({ showEmptyResourceGroups: true });
      assert.deepEqual(rows.slice(0, 3), [
        'Subscription one',
        '  Could not read the resource groups',
        '  batch',
      ]);
    });
  });

  describe('before there is anything to show', () => {
    it('is empty when nobody is signed in, for the welcome view to take its place', () => {
      assert.deepEqual(childrenOf(undefined, source({ account: 'signedOut' })), []);
    });

    it('says that it is on its way', async () => {
      assert.equal(message(only(childrenOf(undefined, source({ account: 'starting' })))).icon, 'loading');
      assert.equal(message(only(childrenOf(undefined, source()))).icon, 'loading');
      azure.addTenant('a', 'one');
      azure.hold();
      const reading = store.refresh();
      const loadingRows: string[] = [];
      store.onDidChange(() => loadingRows.push(drawn().join()));
      azure.release();
      await reading;
      assert.ok(loadingRows.includes('Reading subscriptions…'));
      assert.ok(loadingRows.includes('Subscription one,  Reading container groups…'));
    });

    it('says that there are no subscriptions', async () => {
      azure.addTenant('a');
      await store.refresh();
      assert.deepEqual(drawn(), ['No subscriptions']);
    });

    it('says that none is selected, with the way to select some', async () => {
      azure.addTenant('a', 'one');
      store.selectSubscriptions([]);
      await store.refresh();
      assert.equal(message(only(childrenOf(undefined, source()))).command?.id, 'aci.selectSubscriptions');
    });

    it('offers to create a group in a subscription without any', async () => {
      azure.addTenant('a', 'one');
      await store.refresh();
      const subscription = only(childrenOf(undefined, source()));
      const hint = message(only(childrenOf(subscription, source())));
      assert.equal(hint.label, 'No container groups yet');
      assert.equal(hint.command?.id, 'aci.createGroup');
      assert.deepEqual(hint.command.arguments, [subscription]);
    });
  });

  describe('when something cannot be read', () => {
    it('shows a tenant that failed as one row, beside what the others brought', async () => {
      azure.addTenant('b', 'locked');
      azure.failing.set('SUBSCRIPTIONS b', forbidden);
      await estate();
      const rows = childrenOf(undefined, source());
      assert.deepEqual(
        rows.map(({ kind }) => kind),
        ['tenant', 'subscription', 'subscription'],
      );
    });

    it('says it without naming the tenant when there is only one, and how to sign in again', async () => {
      azure.addTenant('a', 'one');
      azure.failing.set('SUBSCRIPTIONS a', signedOut);
      await store.refresh();
      const row = message(only(childrenOf(undefined, source())));
      assert.equal(row.label, 'Sign in to Azure again');
      assert.equal(row.command?.id, 'aci.signIn');
    });

    it('offers to try again where a subscription failed', async () => {
      azure.failing.set('LIST two', forbidden);
      await estate();
      const two = childrenOf(undefined, source())[1];
      const row = message(only(childrenOf(two, source())));
      assert.equal(row.error, forbidden);
      assert.deepEqual(row.command, { id: 'aci.retry', title: 'Retry', arguments: [two] });
    });

    it('keeps showing what was known, below the error', async () => {
      await estate();
      azure.failing.set('LIST one', forbidden);
      azure.failing.set('TENANTS', forbidden);
      await store.refresh();
      await store.refreshSubscription('one');
      const rows = drawn();
      assert.deepEqual(rows.slice(0, 4), [
        'Could not read your tenants',
        'Subscription one',
        '  Could not read the container groups',
        '  batch',
      ]);
      assert.ok(rows.includes('    web'));
    });

    it('says that nothing at all can be read', async () => {
      azure.failing.set('TENANTS', forbidden);
      await store.refresh();
      assert.equal(message(only(childrenOf(undefined, source()))).command?.id, 'aci.retry');
    });
  });

  describe('under a filter', () => {
    it('shows only what matches, and hides what is empty then', async () => {
      await estate();
      assert.deepEqual(drawn({ filter: 'prod WEB' }), [
        'Subscription one',
        '  shop',
        '    web',
        '      prepare',
        '      nginx',
        '      sidecar',
      ]);
      assert.deepEqual(filterCount(source({ filter: 'prod WEB' })), { shown: 1, all: 3 });
    });

    it('says that nothing matches, with the way back', async () => {
      await estate();
      const row = message(only(childrenOf(undefined, source({ filter: 'nowhere' }))));
      assert.equal(row.label, 'No container group matches "nowhere"');
      assert.equal(row.command?.id, 'aci.clearFilter');
    });

    it('hides no subscription that could not be read', async () => {
      azure.failing.set('LIST two', forbidden);
      await estate();
      assert.deepEqual(drawn({ filter: 'nowhere' }), [
        'Subscription two',
        '  Could not read the container groups',
      ]);
    });
  });
});
