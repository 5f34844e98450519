import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { Emitter } from '../../../src/core/event.ts';
import type { GroupStore } from '../../../src/core/store/groupStore.ts';
import type { CloudId } from '../../../src/core/model/cloud.ts';
import { syncStoreWithAccount } from '../../../src/ui/account/syncStoreWithAccount.ts';
import type { AccountManager } from '../../../src/ui/app.ts';
import { createFirstUse } from '../../../src/ui/shared/firstUse.ts';
import { group } from '../../core/sampleGroups.ts';
import type { FakeAzureApi } from '../../core/fakeAzureApi.ts';
import { createTreeFixture } from '../tree/treeFixture.ts';

describe('Another account or cloud', () => {
  let azure: FakeAzureApi;
  let store: GroupStore;
  let stops: number;
  let welcomes: string[];
  let become: (state: AccountManager['state'], label?: string, cloud?: CloudId) => void;
  let inStep: vscode.Disposable;
  let rest: Parameters<typeof syncStoreWithAccount>[0];

  beforeEach(async () => {
    ({ azure, store } = createTreeFixture());
    azure.addTenant('t', group().ref.subscriptionId);
    azure.addGroup(group());
    stops = 0;
    welcomes = [];
    const changed = new Emitter<void>();
    const who = {
      cloud: 'azure' as CloudId,
      state: 'starting' as AccountManager['state'],
      label: undefined as string | undefined,
    };
    become = (state, label, cloud = who.cloud) => {
      Object.assign(who, { state, label, cloud });
      changed.fire();
    };
    const account: AccountManager = {
      get cloud() {
        return who.cloud;
      },
      get state() {
        return who.state;
      },
      get label() {
        return who.label;
      },
      onDidChange: changed.event,
      accounts: [],
      add: () => Promise.resolve(),
      useInstead: () => Promise.resolve(),
      signInAgain: () => Promise.resolve(),
      signInTo: () => Promise.resolve(),
      remove: () => Promise.resolve(),
      chooseCloud: () => Promise.resolve(),
    };
    const following = {
      onDidChange: new Emitter<void>().event,
      followed: [],
      followedGroups: [],
      isFollowed: () => false,
      lastLineAt: () => undefined,
      follow: () => undefined,
      followGroup: () => undefined,
      stop: () => undefined,
      stopAll: () => void (stops += 1),
    };
    rest = { account, store, following };
    inStep = syncStoreWithAccount(rest, Promise.resolve(), () => welcomes.push(who.label ?? ''));
    become('signedIn', 'ada');
    await read();
    stops = 0;
  });
  afterEach(() => {
    inStep.dispose();
    store.dispose();
  });

  /** Resolves when the groups are there. */
  function read(): Promise<void> {
    return new Promise(resolve => {
      const listening = store.onDidChange(() => {
        if (store.allGroups.length === 0) return;
        listening.dispose();
        resolve();
      });
    });
  }

  it('has everything read as soon as somebody is signed in, and once', () => {
    become('signedIn', 'ada');
    assert.deepEqual(welcomes, ['ada']);
    assert.equal(azure.count(/^TENANTS/), 1);
    assert.equal(store.allGroups.length, 1);
  });

  it('has nothing read before somebody uses the extension, and then once', async () => {
    inStep.dispose();
    become('signedOut');
    const use = createFirstUse();
    inStep = syncStoreWithAccount(rest, use.begun, () => welcomes.push('resumed'));
    become('signedIn', 'grace');
    become('signedIn', 'linus');
    await new Promise(setImmediate);
    assert.equal(azure.count(/^TENANTS/), 1, 'those of the first sign-in only');
    assert.deepEqual(welcomes, ['ada', 'resumed', 'resumed'], 'what is under way is picked up all the same');
    void use.begin();
    void use.begin();
    await read();
    assert.equal(azure.count(/^TENANTS/), 2);
  });

  it('empties the store and ends what is followed when the session is gone', () => {
    become('signedOut');
    assert.equal(store.allGroups.length, 0);
    assert.equal(stops, 1);
    assert.deepEqual(welcomes, ['ada']);
  });

  it('ends what is followed at once where the cloud is another one, before anybody is signed in there', () => {
    become('starting', undefined, 'china');
    assert.equal(stops, 1);
    assert.equal(store.allGroups.length, 0);
  });

  it('has everything read anew as another account, and ends what the former one followed', async () => {
    become('signedIn', 'grace');
    assert.equal(stops, 1);
    assert.equal(store.allGroups.length, 0);
    await read();
    assert.deepEqual(welcomes, ['ada', 'grace']);
  });

  it('lets followed logs go on where the same one signs in again, and reads everything anew', async () => {
    become('starting');
    become('signedIn', 'ada');
    assert.equal(stops, 0);
    await read();
    assert.equal(azure.count(/^TENANTS/), 2);
  });

  it('notices that whoever signs in again is another one', () => {
    become('starting');
    become('signedIn', 'grace');
    assert.equal(stops, 1);
  });
});
