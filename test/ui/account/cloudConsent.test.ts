import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/event.ts';
import type { CloudConnection } from '../../../src/ui/account/connection.ts';
import {
  requireConsent,
  createCloudConsent,
  type CustomCloudAddresses,
} from '../../../src/ui/account/cloudConsent.ts';

const stack: CustomCloudAddresses = {
  displayName: 'Stack',
  resourceManagerEndpoint: 'https://management.stack.example',
  authorityHost: 'https://login.stack.example',
  scope: 'https://management.stack.example/.default',
};

describe('A cloud that somebody described', () => {
  let kept: Map<string, unknown>;
  let asked: CustomCloudAddresses[];
  let sent: string[];

  beforeEach(() => {
    kept = new Map();
    asked = [];
    sent = [];
  });

  /** A connection that notes what goes through it. */
  function open(cloud = stack, agrees = true): CloudConnection {
    const note = (what: string) => {
      sent.push(what);
      return Promise.resolve();
    };
    const inner: CloudConnection = {
      cloud: 'custom',
      accounts: [],
      onDidChange: new Emitter<void>().event,
      getAccountLabel: () => note('who').then(() => 'Ada'),
      signIn: () => note('signIn'),
      aci: () => note('aci').then(() => assert.fail('not needed here')),
      add: () => note('add'),
      signInAs: () => note('signInAs'),
      remove: () => note('remove'),
      dispose: () => undefined,
    };
    const memory = {
      get: (key: string) => kept.get(key),
      update: (key: string, value: readonly string[]) => Promise.resolve(void kept.set(key, value)),
    };
    const confirm = (asking: CustomCloudAddresses) => {
      asked.push(asking);
      return Promise.resolve(agrees);
    };
    return requireConsent(inner, createCloudConsent(cloud, memory, confirm));
  }

  it('is sent nothing before the person agrees, and nobody is asked unasked', async () => {
    const connection = open();
    assert.equal(await connection.getAccountLabel(), undefined);
    await assert.rejects(connection.aci(), { kind: 'signedOut' });
    assert.deepEqual([sent, asked], [[], []]);
  });

  it('is sent nothing where the person says no', async () => {
    await assert.rejects(open(stack, false).signIn('any'), { kind: 'signedOut', message: /did not consent/ });
    assert.deepEqual(sent, []);
  });

  it('is asked about once', async () => {
    await open().signIn('any');
    const later = open();
    assert.equal(await later.getAccountLabel(), 'Ada');
    await later.signInAs(undefined, 'again');
    assert.deepEqual([sent, asked], [['signIn', 'who', 'signInAs'], [stack]]);
  });

  for (const change of [
    { resourceManagerEndpoint: 'https://other.example' },
    { authorityHost: 'https://other.example' },
    { scope: 'https://other.example/.default' },
  ]) {
    it(`is another one with another ${Object.keys(change).join()}`, async () => {
      await open().signIn('any');
      assert.equal(await open({ ...stack, ...change }).getAccountLabel(), undefined);
    });
  }

  it('needs no consent where it stays on this machine', async () => {
    const here = { resourceManagerEndpoint: 'https://127.0.0.1:1', authorityHost: 'https://127.0.0.1:1' };
    assert.equal(await open({ ...stack, ...here }).getAccountLabel(), 'Ada');
    assert.deepEqual(asked, []);
  });
});
