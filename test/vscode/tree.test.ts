import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { GroupStore } from '../../src/core/store/groupStore.ts';
import { type Node, nodeId } from '../../src/ui/tree/nodes.ts';
import { GroupsTreeDataProvider } from '../../src/ui/tree/groupsTreeDataProvider.vscode.ts';
import type { TreeOptions } from '../../src/ui/tree/treeSource.ts';
import { TestClock } from '../testClock.ts';
import { container, group } from '../core/sampleGroups.ts';
import { FakeAzureApi } from '../core/fakeAzureApi.ts';
import { options, treeDeps } from '../ui/tree/treeFixture.ts';

describe('The tree in an extension host', () => {
  let azure: FakeAzureApi;
  let store: GroupStore;
  let rows: GroupsTreeDataProvider;
  let wanted: TreeOptions;
  /** What takes a request. */
  let more: Promise<string>;
  const { token } = new vscode.CancellationTokenSource();
  const evil = '[x](command:evil) <b>x</b>';

  beforeEach(async () => {
    wanted = options;
    more = Promise.resolve('');
    const clock = new TestClock();
    azure = new FakeAzureApi(clock);
    store = new GroupStore(azure, clock);
    rows = new GroupsTreeDataProvider({
      source: () => ({ store, options: wanted }),
      presentDeps: () => treeDeps(store),
      costTooltip: () => Promise.resolve('**Cost:** little'),
      loadTooltip: () => more,
      onExpanded: () => undefined,
      onDrawn: () => undefined,
    });
    azure.addTenant('a', 'one');
    azure.addGroup(group({ containers: [container({ image: evil })] }));
    await store.refresh();
  });
  afterEach(() => {
    rows.dispose();
    store.dispose();
  });

  /** The first row of each level, from the subscription down to the container. */
  function path(): readonly Node[] {
    const below = (node: Node | undefined): readonly Node[] => {
      const [first] = rows.getChildren(node);
      return first ? [first, ...below(first)] : [];
    };
    return below(undefined);
  }

  it('makes tree items of the rows, with icons in theme colours and labels for screen readers', async () => {
    await store.refreshGroup(group().ref);
    const items = path().map(node => rows.getTreeItem(node));
    assert.deepEqual(
      items.map(({ label }) => label),
      ['Subscription one', 'shop', 'web', 'app'],
    );
    const [, , web] = items;
    assert.equal(web?.description, 'Running · 20.1.2.3 · 1 container');
    assert.ok(web.iconPath instanceof vscode.ThemeIcon);
    assert.equal(web.iconPath.color?.id, 'charts.green');
    assert.equal(web.accessibilityInformation?.label, 'Container group web, Running, 20.1.2.3, 1 container');
    assert.equal(web.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    assert.match(web.contextValue ?? '', /;delete;/);
  });

  it('makes tooltips that are Markdown without trust but for our own link, without HTML, foreign text escaped', async () => {
    const node = path().at(-1) ?? assert.fail();
    const { tooltip } = await rows.resolveTreeItem(rows.getTreeItem(node), node, token);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    // This group crashes again and again, so its tooltip offers to say why, and nothing else can be run from it.
    assert.deepEqual(tooltip.isTrusted, { enabledCommands: ['aci.diagnose'] });
    assert.equal(tooltip.supportHtml, false);
    assert.equal(tooltip.supportThemeIcons, false);
    assert.ok(tooltip.value.includes('\\[x\\]\\(command\\:evil\\)'));
    assert.ok(tooltip.value.endsWith('\n\n**Cost:** little'));
  });

  it('waits only a moment for what takes a request, and draws the row anew when it comes', async () => {
    const [, , web = assert.fail()] = path();
    let answer: (text: string) => void = () => undefined;
    more = new Promise(resolve => (answer = resolve));
    const { tooltip } = await rows.resolveTreeItem(rows.getTreeItem(web), web, token);
    assert.ok(tooltip instanceof vscode.MarkdownString && !tooltip.value.includes('▁▂▃'));
    const drawn = new Promise<readonly Node[] | undefined>(resolve => rows.onDidChangeTreeData(resolve));
    answer('**CPU:** ▁▂▃');
    assert.deepEqual(await drawn, [web]);
    const again = await rows.resolveTreeItem(rows.getTreeItem(web), web, token);
    assert.ok(again.tooltip instanceof vscode.MarkdownString && again.tooltip.value.includes('▁▂▃'));
  });

  it('draws anew only the row that changed, by the very object the editor knows', async () => {
    const [, , web = assert.fail()] = path();
    const drawn: (readonly Node[] | undefined)[] = [];
    rows.onDidChangeTreeData(nodes => drawn.push(nodes));
    store.onDidChange(change => rows.redrawSoon(change));
    await store.refreshGroup(group().ref);
    await store.refreshGroup(group().ref);
    rows.flush();
    assert.equal(drawn.length, 1);
    assert.equal(drawn[0]?.length, 1);
    assert.equal(drawn[0][0], web);
  });

  it('draws folders as new rows while a filter is on, for the editor to open them', () => {
    const [, folder = assert.fail()] = path();
    assert.equal(rows.getTreeItem(folder).id, nodeId(folder));
    wanted = { ...options, filter: 'web' };
    assert.notEqual(rows.getTreeItem(folder).id, nodeId(folder));
  });

  it('has what it needs to reveal a row: the way up', () => {
    const nodes = path();
    for (const [index, node] of nodes.entries()) {
      const parent = rows.getParent(node);
      assert.equal(parent && nodeId(parent), nodes[index - 1] && nodeId(nodes[index - 1] ?? node));
    }
  });
});

describe('The view', () => {
  it('opens, refreshes, and takes a filter away that is not there', async () => {
    await vscode.commands.executeCommand('aci.groups.focus');
    await vscode.commands.executeCommand('aci.refresh');
    await vscode.commands.executeCommand('aci.clearFilter');
  });
});
