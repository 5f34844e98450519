import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { GroupStore } from '../../src/core/store/groupStore.ts';
import type { ContainerGroup, GroupRef } from '../../src/core/model/containerGroup.ts';
import { ensureSignedIn } from '../../src/ui/account/ensureSignedIn.vscode.ts';
import type { AccountManager, App } from '../../src/ui/app.ts';
import type { Node } from '../../src/ui/tree/nodes.ts';
import { selectedNodes, selectedContainers, selectedGroups } from '../../src/ui/tree/selection.vscode.ts';
import { TestClock } from '../testClock.ts';
import { container, group } from '../core/sampleGroups.ts';
import { FakeAzureApi } from '../core/fakeAzureApi.ts';

const web = group();
const api = group({ name: 'api', containers: [container(), container({ name: 'sidecar' })] });
const leaving = group({ name: 'leaving', provisioningState: 'Deleting' });

const row = ({ ref }: ContainerGroup): Node => ({ kind: 'group', ref });
const containerRow = ({ ref }: ContainerGroup, name = 'app'): Node => ({
  kind: 'container',
  ref: { group: ref, container: name },
  isInit: false,
});
const folder: Node = { kind: 'folder', subscriptionId: 'one', by: 'resourceGroup', name: 'shop' };
const names = (refs: readonly GroupRef[]) => refs.map(({ name }) => name);

/** What a command knows of the app when it asks what it is about. */
class Desk {
  readonly store: GroupStore;
  readonly azure: FakeAzureApi;
  readonly #changed = new vscode.EventEmitter<void>();
  selection: readonly Node[] = [];
  state: AccountManager['state'] = 'signedIn';

  constructor() {
    const clock = new TestClock();
    this.azure = new FakeAzureApi(clock);
    this.store = new GroupStore(this.azure, clock);
  }

  become(state: AccountManager['state']): void {
    this.state = state;
    this.#changed.fire();
  }

  get account(): AccountManager {
    const state = () => this.state;
    return {
      cloud: 'emulator',
      get state() {
        return state();
      },
      label: 'ada',
      onDidChange: this.#changed.event,
      accounts: [],
      add: () => assert.fail('nobody asked for it'),
      useInstead: () => assert.fail('nobody asked for it'),
      signInAgain: () => assert.fail('nobody asked for it'),
      signInTo: () => assert.fail('nobody asked for it'),
      remove: () => assert.fail('nobody asked for it'),
      chooseCloud: () => assert.fail('nobody asked for it'),
    };
  }

  get app(): Pick<App, 'account' | 'store' | 'view'> {
    const { account, store, selection } = this;
    return { account, store, view: { filter: '', selection, reveal: () => Promise.resolve() } };
  }

  dispose(): void {
    this.store.dispose();
    this.#changed.dispose();
  }
}

describe('What a command is about', () => {
  let deps: Desk;
  beforeEach(async () => {
    deps = new Desk();
    deps.azure.addTenant('t', 'one');
    for (const one of [web, api, leaving]) deps.azure.addGroup(one);
    await deps.store.refresh();
  });
  afterEach(() => deps.dispose());

  it('is all selected rows, else the clicked one, else what is selected in the tree', () => {
    deps.selection = [row(leaving)];
    assert.deepEqual(selectedNodes(deps.app, row(web), [row(web), row(api)]), [row(web), row(api)]);
    assert.deepEqual(selectedNodes(deps.app, row(web), undefined), [row(web)]);
    assert.deepEqual(selectedNodes(deps.app, undefined, undefined), [row(leaving)]);
    assert.deepEqual(selectedNodes(deps.app, 'no row', ['no row']), [row(leaving)]);
  });

  it('is each selected group once, whatever the case of its name', async () => {
    const shouting: Node = { kind: 'group', ref: { ...web.ref, name: 'WEB' } };
    const rows = [row(web), shouting, folder, row(api)];
    assert.deepEqual(names(await selectedGroups(deps.app, 'delete', rows[0], rows)), ['WEB', 'api']);
  });

  it('leaves out groups that do not allow it, and containers where groups are meant', async () => {
    const rows = [row(web), row(leaving), containerRow(api)];
    assert.deepEqual(names(await selectedGroups(deps.app, 'delete', rows[0], rows)), ['web']);
    assert.deepEqual(await selectedGroups(deps.app, 'delete', row(leaving), undefined), []);
  });

  it('is what each state allows where running and stopped groups are selected, and says which are left out', async () => {
    const show = vscode.window.showInformationMessage;
    const said: string[] = [];
    const hear = (text: string) => Promise.resolve(void said.push(text));
    Object.assign(vscode.window, { showInformationMessage: hear });
    try {
      const runs = deps.azure.addGroup(group({ name: 'runs' }), [{ at: 0, state: 'Running' }]);
      const rests = deps.azure.addGroup(group({ name: 'rests' }), [{ at: 0, state: 'Stopped' }]);
      await deps.store.refresh();
      for (const ref of [runs, rests]) await deps.store.refreshGroup(ref);
      const rows: readonly Node[] = [runs, rests].map(ref => ({ kind: 'group', ref }));
      const chosen = async (action: 'start' | 'stop' | 'restart') =>
        names(await selectedGroups(deps.app, action, rows[0], rows));
      assert.deepEqual(await chosen('stop'), ['runs']);
      assert.deepEqual(await chosen('restart'), ['runs']);
      assert.deepEqual(await chosen('start'), ['rests']);
    } finally {
      Object.assign(vscode.window, { showInformationMessage: show });
    }
    assert.deepEqual(said, [
      'Not possible for "rests".',
      'Not possible for "rests".',
      'Not possible for "runs".',
    ]);
  });

  it('is nothing where only containers are selected and groups are meant: no other group is asked for', async () => {
    deps.selection = [containerRow(web)];
    assert.deepEqual(await selectedGroups(deps.app, 'delete', undefined, undefined), []);
  });

  it('is a group that is not known here: Azure will judge', async () => {
    const unknown = { ...web.ref, name: 'new' };
    assert.deepEqual(await selectedGroups(deps.app, 'delete', { kind: 'group', ref: unknown }, undefined), [
      unknown,
    ]);
  });

  it('is the only container of a group, without asking', async () => {
    assert.deepEqual(await selectedContainers(deps.app, row(web), undefined), [
      { group: web.ref, container: 'app' },
    ]);
  });

  it('is the containers of all selected groups and the selected containers, each once', async () => {
    const rows = [row(api), containerRow(api, 'sidecar'), folder, containerRow(web)];
    assert.deepEqual(
      (await selectedContainers(deps.app, rows[0], rows)).map(ref => `${ref.group.name}/${ref.container}`),
      ['api/app', 'api/sidecar', 'web/app'],
    );
  });

  it('is an error where the group is gone', async () => {
    const gone = { kind: 'group', ref: { ...web.ref, name: 'gone' } };
    await assert.rejects(selectedContainers(deps.app, gone, undefined), { kind: 'notFound' });
  });

  it('is picked among the groups that allow it, where only other rows are selected', async () => {
    deps.selection = [folder];
    deps.azure.removeGroup(api.ref);
    await deps.store.refresh();
    const picking = selectedGroups(deps.app, 'delete', undefined, undefined, 'one');
    await vscode.commands.getCommands(); // an answer of the workbench: by now it has been told of the picker
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    assert.deepEqual(names(await picking), ['web']);
  });

  it('is asked for as soon as it is known that somebody is signed in', async () => {
    deps.become('starting');
    const asked = ensureSignedIn(deps.account);
    deps.become('signedIn');
    assert.equal(await asked, true);
  });
});
