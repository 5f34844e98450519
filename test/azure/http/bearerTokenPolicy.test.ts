import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import { AciError } from '../../../src/core/errors.ts';
import { Emitter } from '../../../src/core/event.ts';
import type { CredentialSource } from '../../../src/core/account/credentialSource.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { collect } from '../../collect.ts';
import { groupBody, ref } from '../sampleGroup.ts';
import { credentialsGiving, startLoopbackServer, type LoopbackServer } from '../loopbackServer.ts';
import { TestClock } from '../../testClock.ts';

describe('tokens', () => {
  const signal = neverAborts();
  let loopback: LoopbackServer;
  let elsewhere: LoopbackServer;

  beforeEach(async () => {
    loopback = await startLoopbackServer(() => ({ body: groupBody() }));
    elsewhere = await startLoopbackServer(() => ({ body: groupBody() }));
  });
  afterEach(async () => {
    await loopback.close();
    await elsewhere.close();
  });

  const open = (credentials: CredentialSource = credentialsGiving()) =>
    createAzureApi(loopback.cloud, credentials, { clock: new TestClock(10_000) });

  it('are sent as a bearer token, with the name of the extension', async () => {
    await open().getGroup(ref, signal);
    assert.equal(loopback.asked[0]?.headers.authorization, 'Bearer token-1');
    assert.match(loopback.asked[0].headers['user-agent'] ?? '', /^vscode-azure-container-instances /);
  });

  it("are asked for in the subscription's tenant", async () => {
    const credentials = credentialsGiving();
    const aci = open(credentials);
    loopback.answer = () => ({
      body: { value: [{ subscriptionId: 'S1', displayName: 'One', state: 'Enabled' }] },
    });
    const [one] = await aci.subscriptions('tenant-1', signal);
    assert.deepEqual(one, { id: 'S1', displayName: 'One', tenantId: 'tenant-1', state: 'Enabled' });
    loopback.answer = () => ({ body: groupBody() });
    await aci.getGroup(ref, signal);
    assert.deepEqual(credentials.tenants, ['tenant-1', 'tenant-1']);
  });

  it('are asked for anew for each request, so that a changed account is noticed at once', async () => {
    let count = 0;
    const counting: CredentialSource = {
      getToken: () => Promise.resolve({ token: `token-${++count}`, expiresOn: Number.MAX_SAFE_INTEGER }),
      onDidChange: new Emitter<void>().event,
    };
    const aci = open(counting);
    await aci.getGroup(ref, signal);
    await aci.getGroup(ref, signal);
    assert.deepEqual(
      loopback.asked.map(({ headers }) => headers.authorization),
      ['Bearer token-1', 'Bearer token-2'],
    );
  });

  it("come from the tenant that ARM's 401 names, where the subscription's is not known yet", async () => {
    const tenant = '11111111-2222-3333-4444-555555555555';
    const credentials = credentialsGiving();
    const tokens = ['wrong', 'right', 'right'];
    const source = {
      ...credentials,
      getToken: (...args: Parameters<CredentialSource['getToken']>) => {
        credentials.tenants.push(args[1]);
        return Promise.resolve({ token: tokens.shift() ?? '', expiresOn: Number.MAX_SAFE_INTEGER });
      },
    };
    loopback.answer = ({ headers }) =>
      headers.authorization === 'Bearer right'
        ? { body: groupBody() }
        : {
            status: 401,
            headers: {
              'www-authenticate': `Bearer authorization_uri="https://login.windows.net/${tenant}", error="invalid_token"`,
            },
            body: { error: { code: 'InvalidAuthenticationTokenTenant', message: 'Wrong issuer.' } },
          };
    const aci = open(source);
    await aci.getGroup(ref, signal);
    await aci.getGroup(ref, signal);
    assert.deepEqual(credentials.tenants, [undefined, tenant, tenant]);
  });

  it('answer a claims challenge once, by asking the source with it', async () => {
    const challenge = 'Bearer error="insufficient_claims", claims="eyJhIjoxfQ=="';
    const challenges: (string | undefined)[] = [];
    const source: CredentialSource = {
      getToken: (_scopes, _tenant, _signal, given) => {
        challenges.push(given);
        return Promise.resolve({
          token: given === undefined ? 'plain' : 'strong',
          expiresOn: Number.MAX_SAFE_INTEGER,
        });
      },
      onDidChange: new Emitter<void>().event,
    };
    loopback.answer = ({ headers }) =>
      headers.authorization === 'Bearer strong'
        ? { body: groupBody() }
        : { status: 401, headers: { 'www-authenticate': challenge }, body: {} };
    await open(source).getGroup(ref, signal);
    assert.deepEqual(challenges, [undefined, challenge]);
  });

  it('that are refused end in signed out, without another attempt', async () => {
    const body = { error: { code: 'ExpiredAuthenticationToken', message: 'The access token expiry.' } };
    loopback.answer = () => ({
      status: 401,
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
      body,
    });
    await assert.rejects(open().getGroup(ref, signal), { name: 'AciError', kind: 'signedOut' });
    assert.equal(loopback.asked.length, 1);
  });

  it('that cannot be had end in what the source says', async () => {
    const refusing = (error: Error): CredentialSource => ({
      getToken: () => Promise.reject(error),
      onDidChange: new Emitter<void>().event,
    });
    const own = new AciError('offline', 'No way to Entra.');
    await assert.rejects(open(refusing(own)).getGroup(ref, signal), own);
    await assert.rejects(open(refusing(new Error('No session.'))).getGroup(ref, signal), {
      name: 'AciError',
      kind: 'signedOut',
    });
    assert.equal(loopback.asked.length, 0);
  });

  it("wait with the request's own signal", async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const hanging: CredentialSource = {
      getToken: (_scopes, _tenant, given) =>
        new Promise((_resolve, reject) => {
          given.addEventListener('abort', () => {
            reject(given.reason as Error);
          });
          controller.abort(reason);
        }),
      onDidChange: new Emitter<void>().event,
    };
    await assert.rejects(open(hanging).getGroup(ref, controller.signal), reason);
  });

  describe('never reach another host', () => {
    afterEach(() => {
      assert.deepEqual(elsewhere.asked, []);
    });

    it('by a redirect', async () => {
      for (const status of [301, 302, 307, 308]) {
        loopback.answer = ({ path }) => ({ status, headers: { location: `${elsewhere.origin}${path}` } });
        await assert.rejects(open().getGroup(ref, signal), { name: 'AciError', kind: 'notAzure' });
        await assert.rejects(open().getRawGroup(ref, signal), { name: 'AciError', kind: 'notAzure' });
      }
    });

    it('by a nextLink', async () => {
      loopback.answer = ({ path }) => ({
        body: { value: [groupBody()], nextLink: `${elsewhere.origin}${path}` },
      });
      const refused = {
        name: 'AciError',
        kind: 'service',
        message: `Azure's answer led to ${new URL(elsewhere.origin).host}. It was not followed.`,
      };
      await assert.rejects(collect(open().listGroups('s1', signal)), refused);
      await assert.rejects(open().resourceGroups('s1', signal), refused);
    });

    for (const header of ['azure-asyncoperation', 'location', 'operation-location']) {
      it(`by the ${header} of a long-running operation`, async () => {
        loopback.answer = ({ method }) =>
          method === 'GET'
            ? { body: groupBody() }
            : { status: 202, headers: { [header]: `${elsewhere.origin}/subscriptions/s1/operations/1` } };
        await assert.rejects(collect(open().act(ref, 'restart', signal)), {
          name: 'AciError',
          kind: 'service',
        });
      });
    }

    it('by a registry that names a login server of its own', async () => {
      const registry = {
        id: '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/reg',
        name: 'reg',
        loginServer: new URL(elsewhere.origin).host,
        adminUserEnabled: false,
      };
      loopback.answer = () => ({
        body: { id: registry.id, name: 'reg', properties: { loginServer: 'reg.azurecr.io' } },
      });
      await assert.rejects(open().repositories(registry, signal), { name: 'AciError', kind: 'service' });
      await assert.rejects(open().tags(registry, 'app', signal), { name: 'AciError', kind: 'service' });
    });
  });

  it('are sent to loopback directly, whatever HTTPS_PROXY says', async () => {
    const former = process.env['HTTPS_PROXY'];
    process.env['HTTPS_PROXY'] = elsewhere.origin.replace('https', 'http');
    try {
      await open().getGroup(ref, signal);
    } finally {
      if (former === undefined) delete process.env['HTTPS_PROXY'];
      else process.env['HTTPS_PROXY'] = former;
    }
    assert.equal(loopback.asked.length, 1);
  });
});
