import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AciError } from '../../src/core/errors.ts';
import type { AzureApi } from '../../src/core/azureApi.ts';
import type { CloudEndpoints } from '../../src/core/account/cloudEndpoints.ts';
import { CloudAccountManager } from '../../src/ui/account/cloudAccountManager.vscode.ts';
import { type RunningEmulator, emulatorConnection } from '../../src/ui/account/emulatorConnection.vscode.ts';
import { TestClock } from '../testClock.ts';
import { FakeAzureApi } from '../core/fakeAzureApi.ts';

describe('The account of a window', () => {
  let account: CloudAccountManager;
  let starts: number;
  let ends: number;
  let broken: boolean;
  let changes: string[];
  let reported: string[];

  beforeEach(() => {
    [starts, ends, broken, changes, reported] = [0, 0, false, [], []];
    const address: RunningEmulator = {
      resourceManagerEndpoint: 'https://127.0.0.1:1/',
      activeDirectoryEndpoint: 'https://127.0.0.1:1/',
      ca: '',
      tenantId: 't',
      clientId: 'c',
      clientSecret: 's',
      close: () => Promise.resolve(void (ends += 1)),
    };
    const parts = {
      start: () => {
        starts += 1;
        return broken ? Promise.reject(new Error('The port is taken.')) : Promise.resolve(address);
      },
      open: (_endpoints: CloudEndpoints): Promise<AzureApi> =>
        broken
          ? Promise.reject(new AciError('offline', 'Not there.'))
          : Promise.resolve(new FakeAzureApi(new TestClock())),
    };
    const report = {
      show: (what: string) => void reported.push(what),
      log: (what: string) => void reported.push(what),
    };
    account = new CloudAccountManager(() => emulatorConnection(parts), report, 'emulator');
    account.onDidChange(() => changes.push(account.state));
  });
  afterEach(async () => {
    account.dispose();
    await vscode.workspace
      .getConfiguration('aci')
      .update('cloud', undefined, vscode.ConfigurationTarget.Global);
  });

  it('says when somebody is signed in, and nothing where nothing is different', async () => {
    await account.start();
    assert.deepEqual([account.state, account.label], ['signedIn', 'Emulator']);
    assert.deepEqual(changes, ['signedIn']);
    await account.chooseCloud('emulator');
    assert.deepEqual(changes, ['signedIn']);
    assert.equal(starts, 1);
  });

  it('names the cloud that cannot be opened as people know it, and tries again when it is chosen again', async () => {
    broken = true;
    await account.start();
    assert.equal(account.state, 'signedOut');
    assert.deepEqual(reported, ['Could not open Emulator on this machine']);
    broken = false;
    await account.chooseCloud('emulator');
    assert.equal(account.state, 'signedIn');
    assert.equal(starts, 2);
  });

  it('opens Azure again where that failed', async () => {
    await account.start();
    broken = true;
    await assert.rejects(account.aci(), { kind: 'offline' });
    broken = false;
    const aci = await account.aci();
    assert.equal(await account.aci(), aci);
    assert.equal(starts, 1);
  });

  it('ends the emulator that it started', async () => {
    await account.start();
    account.dispose();
    await Promise.resolve();
    assert.equal(ends, 1);
  });

  it('goes in silence where the emulator could not be started', async () => {
    const unhandled: unknown[] = [];
    const listen = (error: unknown) => void unhandled.push(error);
    process.on('unhandledRejection', listen);
    broken = true;
    const starting = account.start();
    account.dispose();
    await starting;
    await new Promise(resolve => setImmediate(resolve));
    process.off('unhandledRejection', listen);
    assert.deepEqual(unhandled, []);
    assert.deepEqual(reported, []);
  });
});
