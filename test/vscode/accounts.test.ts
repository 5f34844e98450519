import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { AciError } from '../../src/core/errors.ts';
import { Emitter } from '../../src/core/event.ts';
import type { CloudEndpoints } from '../../src/core/account/cloudEndpoints.ts';
import { multiAccountConnection } from '../../src/ui/account/multiAccountConnection.vscode.ts';
import { CloudAccountManager } from '../../src/ui/account/cloudAccountManager.vscode.ts';
import type { AccountConnection, CloudConnection } from '../../src/ui/account/connection.ts';
import { SignInIdentityStore } from '../../src/ui/account/signInIdentityStore.ts';
import { type SignInIdentity, signInIdentityKey } from '../../src/ui/account/signInIdentity.ts';
import { assertSovereignCloudConfigured } from '../../src/ui/account/sovereignCloudSettings.vscode.ts';
import { TestClock } from '../testClock.ts';
import { FakeAzureApi } from '../core/fakeAzureApi.ts';

const stack: CloudEndpoints = {
  id: 'custom',
  displayName: 'Stack',
  resourceManagerEndpoint: 'https://management.stack.example',
  authorityHost: 'https://login.stack.example',
  scope: 'https://management.stack.example/.default',
};
const app: SignInIdentity = { kind: 'clientSecret', tenantId: 'tenant', clientId: 'client' };
const cli: SignInIdentity = { kind: 'azureCli' };
const ended = new AciError('signedOut', 'AADSTS50173: The sign-in has ended.');

/** VS Code's memory, without a window. */
class Memory implements vscode.Memento {
  readonly values = new Map<string, unknown>();
  keys(): readonly string[] {
    return [...this.values.keys()];
  }
  get<T>(key: string, otherwise?: T): T {
    return (this.values.get(key) ?? otherwise) as T;
  }
  update(key: string, value: unknown): Thenable<void> {
    this.values.set(key, JSON.parse(JSON.stringify(value)));
    return Promise.resolve();
  }
}

class Secrets {
  readonly values = new Map<string, string>();
  keys(): Thenable<string[]> {
    return Promise.resolve([...this.values.keys()]);
  }
  get(key: string): Thenable<string | undefined> {
    return Promise.resolve(this.values.get(key));
  }
  store(key: string, value: string): Thenable<void> {
    return Promise.resolve(void this.values.set(key, value));
  }
  delete(key: string): Thenable<void> {
    return Promise.resolve(void this.values.delete(key));
  }
}

describe('The accounts of a cloud', () => {
  let memory: Memory;
  let secrets: Secrets;
  let identities: SignInIdentityStore;
  /** What asking who it is comes to, by kind: a label, a failure, or nothing yet. */
  let answers: Map<string, Promise<string | undefined>>;
  let notes: string[];
  let asked: string[];
  let connection: CloudConnection;
  let opened: CloudConnection[];

  const accounts = () => connection.accounts.map(({ label, problem }) => [label, problem?.message]);

  beforeEach(() => {
    memory = new Memory();
    secrets = new Secrets();
    identities = new SignInIdentityStore(memory, secrets);
    answers = new Map<string, Promise<string | undefined>>([
      ['clientSecret', Promise.resolve('App client')],
      ['azureCli', Promise.resolve('Azure CLI')],
      ['microsoft', Promise.resolve(undefined)],
    ]);
    notes = [];
    asked = [];
    opened = [];
    connection = open();
  });
  afterEach(() => {
    for (const each of opened) each.dispose();
  });

  /** A window: what it knows is what was remembered. */
  function open(): CloudConnection {
    const next = multiAccountConnection({
      endpoints: stack,
      identities,
      connect: one,
      note: (what, { message }) => notes.push(`${what}: ${message}`),
    });
    opened.push(next);
    return next;
  }

  function one(identity: SignInIdentity): AccountConnection {
    const changed = new Emitter<void>();
    const who = () => answers.get(identity.kind) ?? Promise.resolve(undefined);
    return {
      onDidChange: changed.event,
      getAccountLabel: () => {
        asked.push(`who ${identity.kind}`);
        return who();
      },
      signIn: async how => {
        asked.push(`${typeof how === 'string' ? how : how.tenantId} ${identity.kind}`);
        await who();
      },
      aci: () => Promise.resolve(new FakeAzureApi(new TestClock())),
      dispose: () => changed.dispose(),
    };
  }

  it("is VS Code's own account where nobody has chosen another, and nobody is asked", async () => {
    assert.equal(await connection.getAccountLabel(), undefined);
    assert.deepEqual(asked, ['who microsoft']);
    assert.deepEqual(connection.accounts, []);
  });

  it('keeps the secret in the secret storage and nowhere else', async () => {
    await connection.add(app, 's3cret');
    assert.deepEqual([...secrets.values.values()], ['s3cret']);
    assert.equal(await identities.getSecret(stack, app), 's3cret');
    assert.doesNotMatch(JSON.stringify([...memory.values]), /s3cret/);
    assert.match(JSON.stringify([...memory.values]), /client/);
  });

  it('gives no secret to another address than the one that it was entered for', async () => {
    await connection.add(app, 's3cret');
    const moved = { ...stack, authorityHost: 'https://login.evil.example' };
    assert.equal(await identities.getSecret(moved, app), undefined);
  });

  it('remembers neither who could not sign in nor the secret', async () => {
    answers.set('clientSecret', Promise.reject(ended));
    await assert.rejects(connection.add(app, 'wrong'), ended);
    assert.equal(secrets.values.size, 0);
    assert.equal(identities.get(stack), undefined);
    assert.deepEqual(connection.accounts, []);
  });

  it('keeps the former secret where a new one is refused', async () => {
    await connection.add(app, 'right');
    answers.set('clientSecret', Promise.reject(ended));
    await assert.rejects(connection.add(app, 'wrong'), ended);
    assert.equal(await identities.getSecret(stack, app), 'right');
  });

  it('are all back in the next window, silently', async () => {
    await connection.add(app, 's3cret');
    await connection.add(cli);
    assert.equal(await connection.getAccountLabel(), '2 accounts');
    asked.length = 0;
    connection = open();
    await connection.getAccountLabel();
    assert.deepEqual(asked, ['who clientSecret', 'who azureCli']);
    assert.deepEqual(accounts(), [
      ['App client', undefined],
      ['Azure CLI', undefined],
    ]);
  });

  it('are not kept waiting by one that is slow', async () => {
    await connection.add(app, 's3cret');
    await connection.add(cli);
    let answer: (label: string) => void = () => undefined;
    const slow = new Promise<string>(resolve => (answer = resolve));
    answers.set('azureCli', slow);
    connection = open();
    assert.equal(await connection.getAccountLabel(), 'App client');
    const changed = new Promise<void>(resolve => connection.onDidChange(() => resolve()));
    answer('Azure CLI');
    await changed;
    assert.equal(await connection.getAccountLabel(), '2 accounts');
  });

  it('are not hidden by one that fails, which says why there and in the log', async () => {
    await connection.add(app, 's3cret');
    await connection.add(cli);
    answers.set('azureCli', Promise.reject(ended));
    connection = open();
    assert.equal(await connection.getAccountLabel(), 'App client');
    assert.deepEqual(accounts(), [
      ['App client', undefined],
      ['Azure CLI', ended.message],
    ]);
    assert.deepEqual(notes, [`Could not sign in as Azure CLI: ${ended.message}`]);
  });

  it('stay as they are when one of them is added again', async () => {
    await connection.add(app, 'old');
    await connection.add(app, 'new');
    assert.equal(connection.accounts.length, 1);
    assert.equal(await identities.getSecret(stack, app), 'new');
  });

  it('forget the secret of one that is removed, and stay signed out in the next window', async () => {
    await connection.add(app, 's3cret');
    await connection.remove(signInIdentityKey(app));
    assert.equal(secrets.values.size, 0);
    asked.length = 0;
    connection = open();
    assert.equal(await connection.getAccountLabel(), undefined);
    assert.deepEqual(asked, []);
  });

  it('give way to one that is used instead, whose secret stays alone', async () => {
    await connection.add(app, 's3cret');
    await connection.add(cli, undefined, 'instead');
    assert.deepEqual(accounts(), [['Azure CLI', undefined]]);
    assert.equal(secrets.values.size, 0);
  });

  it('have their secrets forgotten at once, those of other extensions left alone', async () => {
    await connection.add(app, 's3cret');
    secrets.values.set('registry/x', 'other');
    assert.equal(await identities.forgetSecrets(), 1);
    assert.deepEqual([...secrets.values.keys()], ['registry/x']);
  });

  it('sign in to a tenant as the account that sees it', async () => {
    await connection.add(app, 's3cret');
    await connection.add(cli);
    asked.length = 0;
    await connection.signInAs(signInIdentityKey(cli), { tenantId: 'fabrikam' });
    assert.deepEqual(asked, ['fabrikam azureCli']);
  });

  it('are listed while nobody is signed in, with the reason', async () => {
    await connection.add(app, 's3cret');
    answers.set('clientSecret', Promise.reject(ended));
    const shown: string[] = [];
    const report = { show: (what: string) => void shown.push(what), log: () => undefined };
    const account = new CloudAccountManager(() => open(), report, 'custom');
    await account.start();
    assert.equal(account.state, 'signedOut');
    assert.equal(account.accounts[0]?.problem, ended);
    assert.deepEqual(shown, [], 'nobody is disturbed');
    account.dispose();
  });
});

describe("VS Code's sovereign cloud", () => {
  const government: CloudEndpoints = {
    id: 'usGovernment',
    displayName: 'Azure US Government',
    resourceManagerEndpoint: 'https://management.usgovcloudapi.net',
    authorityHost: 'https://login.microsoftonline.us',
    scope: 'https://management.usgovcloudapi.net/.default',
  };
  const set = async (key: string, value: unknown): Promise<void> => {
    const { ConfigurationTarget, workspace } = await import('vscode');
    const settings = workspace.getConfiguration('microsoft-sovereign-cloud');
    await settings.update(key, value, ConfigurationTarget.Global);
  };
  afterEach(async () => {
    await set('environment', undefined);
    await set('customEnvironment', undefined);
  });

  it('is not signed in to where the settings name none, or another', async () => {
    assert.throws(() => assertSovereignCloudConfigured(government), {
      kind: 'settings',
      message: /is not set/,
    });
    await set('environment', 'ChinaCloud');
    assert.throws(() => assertSovereignCloudConfigured(government), {
      kind: 'settings',
      message: /"ChinaCloud"/,
    });
    await set('environment', 'USGovernment');
    assertSovereignCloudConfigured(government);
  });

  it('is a custom one only where its addresses are the same', async () => {
    await set('environment', 'custom');
    await set('customEnvironment', {
      name: 'Stack',
      activeDirectoryEndpointUrl: 'https://login.other.example/',
      resourceManagerEndpointUrl: 'https://management.stack.example/',
    });
    assert.throws(() => assertSovereignCloudConfigured(stack), { kind: 'settings' });
    await set('customEnvironment', {
      name: 'Stack',
      activeDirectoryEndpointUrl: 'https://login.stack.example/',
      resourceManagerEndpointUrl: 'https://management.stack.example/',
    });
    assertSovereignCloudConfigured(stack);
  });
});
