import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import { createCredentials } from '../../../src/azure/credentials/credentials.ts';
import type { CredentialSource } from '../../../src/core/account/credentialSource.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { ManualClock } from '../../../src/emulator/clock.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { onMachine } from './managedIdentityMachine.ts';
import {
  encrypted,
  failure,
  signal,
  signIn,
  startEmpty,
  tokenOf,
  withFiles,
  withSecret,
} from './credentialFixtures.ts';
import { cloudOf } from '../../cloudOf.ts';

const minute = 60_000;

describe('Tokens of @azure/identity', () => {
  let emulator: Emulator;
  let clock: ManualClock;

  beforeEach(async () => {
    clock = new ManualClock(Date.now());
    emulator = await startEmpty({ tokenClock: clock });
  });
  afterEach(() => emulator.close());

  /** `ahead`: how far this machine's clock is ahead of Entra's, in ms. */
  const open = (ahead = 0): CredentialSource =>
    createCredentials(withSecret(emulator), cloudOf(emulator), { clock: { now: () => clock.now() + ahead } });
  const requests = () => emulator.entra.requests.length;
  const tenants = (source: CredentialSource) => createAzureApi(cloudOf(emulator), source).tenants(signal);

  it('are asked for once, however many want one at the same time', async () => {
    const source = open();
    const got = await Promise.all(
      Array.from({ length: 50 }, () => source.getToken([cloudOf(emulator).scope], undefined, neverAborts)),
    );
    assert.equal(new Set(got.map(({ token }) => token)).size, 1);
    await tokenOf(emulator, source);
    assert.equal(requests(), 1);
  });

  it('are asked for once per tenant and scope', async () => {
    const source = open();
    const { scope } = cloudOf(emulator);
    const graph = 'https://graph.microsoft.com/.default';
    for (const asked of [scope, graph, scope, graph]) {
      for (const tenant of [undefined, emulator.tenantId]) await source.getToken([asked], tenant, signal);
    }
    assert.equal(requests(), 4);
  });

  it('are asked for again when the last one could not be had', async () => {
    const source = open();
    emulator.entra.switches.failingTenants = [emulator.tenantId];
    await failure(tokenOf(emulator, source));
    emulator.entra.switches.failingTenants = [];
    await tokenOf(emulator, source);
  });

  it('go on for the others when one of those who wait gives up', async () => {
    const source = open();
    const controller = new AbortController();
    const [aborted, other] = [
      source.getToken([cloudOf(emulator).scope], undefined, controller.signal),
      tokenOf(emulator, source),
    ];
    const reason = new Error('enough');
    controller.abort(reason);
    await assert.rejects(aborted, reason);
    assert.equal(typeof emulator.entra.verify((await other).token), 'object');
  });

  it('are kept while a new one cannot be had, as long as they hold', async () => {
    const source = open();
    const { token } = await tokenOf(emulator, source);
    clock.advance(56 * minute);
    emulator.server.interceptRequest = () => 'drop';
    assert.equal((await tokenOf(emulator, source)).token, token);
    clock.advance(5 * minute);
    assert.equal((await failure(tokenOf(emulator, source))).kind, 'offline');
  });

  for (const [what, ahead] of [
    ['is right', 0],
    ['is ten minutes ahead', 10 * minute],
    ['is ten minutes behind', -10 * minute],
  ] as const) {
    it(`are renewed before they end, and not sooner, where this machine's clock ${what}`, async () => {
      const source = open(ahead);
      await tokenOf(emulator, source);
      for (let passed = 0; passed < 4 * 60; passed++) {
        clock.advance(minute);
        const { token } = await tokenOf(emulator, source);
        assert.equal(typeof emulator.entra.verify(token), 'object', `after ${passed + 1} minutes`);
      }
      assert.ok(requests() >= 5 && requests() <= 6, String(requests()));
    });

    it(`are renewed in time when they are short-lived, where this machine's clock ${what}`, async () => {
      emulator.entra.switches.tokenLifetimeSeconds = 60;
      const source = open(ahead);
      for (let passed = 0; passed < 30; passed++) {
        const { token } = await tokenOf(emulator, source);
        assert.equal(typeof emulator.entra.verify(token), 'object');
        clock.advance(10_000);
      }
      assert.ok(requests() <= 8, String(requests()));
    });
  }

  for (const [what, ahead] of [
    ['ahead', 10 * minute],
    ['behind', -10 * minute],
  ] as const) {
    it(`are given for a certificate where this machine's clock is ten minutes ${what}`, async () => {
      // MSAL goes by the machine's own clock: Entra's is the one that is wrong here.
      clock.advance(-ahead);
      const { tenantId, clientId } = emulator;
      const pem = encrypted(await emulator.createClientCertificate(), 'open sesame');
      await withFiles({ 'client.pem': pem }, async path => {
        const { name } = await signIn(emulator, {
          ...{ kind: 'clientCertificate', tenantId, clientId, certificatePath: path('client.pem') },
          password: () => Promise.resolve('open sesame'),
        });
        assert.equal(name, 'emulator-client');
      });
    });
  }

  it('of a managed identity are renewed too, though MSAL keeps them', async () => {
    await onMachine(emulator, async () => {
      const now = () => clock.now() - 10 * minute;
      const source = createCredentials({ kind: 'managedIdentity' }, cloudOf(emulator), { clock: { now } });
      for (let passed = 0; passed < 130; passed++) {
        const { token } = await tokenOf(emulator, source);
        assert.equal(typeof emulator.entra.verify(token), 'object', `after ${passed} minutes`);
        clock.advance(minute);
      }
      assert.ok(requests() <= 4, String(requests()));
    });
  });

  it('that ARM challenges are asked for once more with the claims, for all who were challenged', async () => {
    emulator.entra.switches.claimsTenants = [emulator.tenantId];
    const source = open();
    await Promise.all([tenants(source), tenants(source), tenants(source)]);
    const { requests: asked } = emulator.entra;
    assert.equal(asked.length, 2);
    assert.match(asked[1]?.claims ?? '', /"acrs":\{"essential":true,"value":"p1"\}/);
    await tenants(source);
    assert.equal(asked.length, 2);
    // Those that follow are asked for with the claims at once.
    clock.advance(58 * minute);
    const from = emulator.server.requests.length;
    await tenants(source);
    const after = emulator.server.requests.slice(from);
    assert.ok(!after.some(({ status }) => status === 401));
  });

  it('that were revoked are replaced, with and without a challenge', async () => {
    const source = open();
    await tenants(source);
    emulator.entra.revokeIssued();
    await tenants(source);
    assert.match(emulator.entra.requests[1]?.claims ?? '', /"nbf":\{"essential":true,"value":"\d+"\}/);
    emulator.entra.revokeAll();
    await tenants(source);
    assert.equal(requests(), 3);
  });

  it('that are refused in spite of that end in signed out', async () => {
    const source = open();
    emulator.server.interceptRequest = ({ url }) =>
      url.pathname.startsWith('/tenants')
        ? {
            status: 401,
            headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
            body: { error: { code: 'InvalidAuthenticationToken', message: 'No.' } },
          }
        : undefined;
    const error = await failure(tenants(source));
    assert.equal(error.kind, 'signedOut');
    const sent = emulator.server.requests.filter(({ path }) => path.startsWith('/tenants'));
    assert.equal(sent.length, 2);
  });
});
