import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AciError } from '../../src/core/errors.ts';
import { GroupStore } from '../../src/core/store/groupStore.ts';
import type { CloudId } from '../../src/core/model/cloud.ts';
import type { GroupRef, RawContainerGroup } from '../../src/core/model/containerGroup.ts';
import type { AccountManager } from '../../src/ui/app.ts';
import { groupUri } from '../../src/ui/edit/groupUri.vscode.ts';
import { Drafts } from '../../src/ui/edit/drafts.ts';
import { GroupFileSystem } from '../../src/ui/edit/groupFileSystem.vscode.ts';
import { ErrorReporter } from '../../src/ui/shared/errorReporter.vscode.ts';
import { TestClock } from '../testClock.ts';
import { FakeAzureApi } from '../core/fakeAzureApi.ts';

const ref: GroupRef = { cloud: 'azure', subscriptionId: 'sub', resourceGroup: 'rg', name: 'web' };

/** An Azure that has one group, and counts who asks for it. */
class OneGroup {
  reads = 0;
  error: AciError | undefined;

  getRawGroup = (): Promise<RawContainerGroup> => {
    this.reads += 1;
    return this.error
      ? Promise.reject(this.error)
      : Promise.resolve({ apiVersion: '2023-05-01', body: { location: 'eastus' } });
  };
}

/** Somebody who may be signed in. Whatever could prompt is not there to be called. */
class Person {
  state: AccountManager['state'] = 'starting';
  cloud: CloudId = 'azure';
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  label = undefined;
  accounts = [];
  add = forbidden;
  useInstead = forbidden;
  signInAgain = forbidden;
  signInTo = forbidden;
  remove = forbidden;
  chooseCloud = forbidden;

  become(state: AccountManager['state'], cloud: CloudId = 'azure'): void {
    this.state = state;
    this.cloud = cloud;
    this.#changed.fire();
  }
}

function forbidden(): never {
  throw new Error('A document asked for something by itself.');
}

describe("A group's file while nobody may be signed in", () => {
  let azure: OneGroup;
  let person: Person;
  let files: GroupFileSystem;
  let noted: string[];
  const uri = groupUri(ref);
  const text = async () => new TextDecoder().decode(await files.readFile(uri));

  beforeEach(() => {
    const clock = new TestClock();
    azure = new OneGroup();
    person = new Person();
    noted = [];
    const secrets = new Map<string, string>();
    const kept: vscode.SecretStorage = {
      keys: () => Promise.resolve([...secrets.keys()]),
      get: key => Promise.resolve(secrets.get(key)),
      store: (key, value) => Promise.resolve(void secrets.set(key, value)),
      delete: key => Promise.resolve(void secrets.delete(key)),
      onDidChange: new vscode.EventEmitter<vscode.SecretStorageChangeEvent>().event,
    };
    const report = new ErrorReporter({ error: line => noted.push(line), show: () => undefined });
    const store = new GroupStore(new FakeAzureApi(clock), clock);
    const parts = { aci: azure, account: person, store, report };
    files = new GroupFileSystem(parts, new Drafts(kept), () => Promise.resolve());
  });
  afterEach(() => files.dispose());

  it('waits until that is known, and then says so in place of the group, asking nobody', async () => {
    const reading = text();
    person.become('signedOut');
    assert.equal(
      await reading,
      '# You are not signed in to Azure. Sign in, and this document shows "web".\n',
    );
    assert.equal(azure.reads, 0);
    assert.equal((await files.stat(uri)).permissions, vscode.FilePermission.Readonly);
    await assert.rejects(files.writeFile(uri, new TextEncoder().encode('name: web\n')), /NoPermissions/);
  });

  it('says so, too, where the session has run out in the meantime', async () => {
    person.become('signedIn');
    azure.error = new AciError('signedOut', 'Sign in again.');
    assert.match(await text(), /^# You are not signed in/);
    assert.deepEqual(noted, []);
  });

  it('says that the group is in another cloud than the one that is chosen', async () => {
    person.become('signedIn', 'china');
    assert.match(await text(), /^# "web" is in another cloud/);
    assert.equal(azure.reads, 0);
    assert.deepEqual(
      [
        await files.isPlaceholder(ref),
        files.isInOtherCloud(ref),
        files.isInOtherCloud({ ...ref, cloud: 'china' }),
      ],
      [true, true, false],
    );
  });

  it('says why it cannot be read: to the editor in a sentence, to us as it is', async () => {
    person.become('signedIn');
    azure.error = new AciError('offline', 'No network.');
    await assert.rejects(files.load(ref), azure.error);
    await assert.rejects(text(), { code: 'Unavailable', message: /Azure cannot be reached/ });
    assert.equal(noted.length > 0, true);
    azure.error = new AciError('notFound', 'Gone.');
    await assert.rejects(text(), { code: 'FileNotFound' });
    azure.error = undefined;
    await files.load(ref);
    assert.match(await text(), /^name: web$/m);
    assert.equal(azure.reads, 4); // what has been loaded is not read again
  });

  it('shows the group once somebody is signed in', async () => {
    person.become('signedIn');
    assert.match(await text(), /^apiVersion: "2023-05-01"\ntype: .*\nname: web\nlocation: eastus\n/);
    assert.equal((await files.stat(uri)).permissions, undefined);
  });

  it('fails with the reason where Azure can’t be read, and reads anew the next time', async () => {
    person.become('signedIn');
    azure.error = new AciError('offline', 'No network.');
    await assert.rejects(text(), /Could not read "web"/);
    azure.error = undefined;
    assert.match(await text(), /name: web/);
  });
});
