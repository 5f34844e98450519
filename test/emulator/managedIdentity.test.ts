import assert from 'node:assert/strict';
import { get } from 'node:http';
import { startEmulator, type Emulator } from '../../src/emulator/emulator.ts';
import { accounts, development, identities, production } from '../../src/emulator/seed/contoso.ts';
import { identityId } from '../../src/emulator/managedIdentity/identities.ts';
import { arm } from './emulatorClient.ts';

describe("The managed identity's endpoint", () => {
  let emulator: Emulator;
  before(async () => (emulator = await startEmulator({ switches: { entra: { passwordless: true } } })));
  after(() => emulator.close());

  const ask = async (query: Record<string, string>, header = emulator.identityHeader) => {
    const all = { 'api-version': '2019-08-01', resource: emulator.resourceManagerEndpoint, ...query };
    const url = `${emulator.identityEndpoint}?${new URLSearchParams(all).toString()}`;
    const response = await fetch(url, { headers: { 'X-IDENTITY-HEADER': header } });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const assigned = () => {
    const found = emulator.entra.directory.identities?.find(each => each.displayName === 'id-storefront');
    assert.ok(found);
    return found;
  };

  it("gives the machine's own identity a token, as App Service does", async () => {
    const { status, body } = await ask({});
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body), [
      'access_token',
      'expires_on',
      'resource',
      'token_type',
      'client_id',
    ]);
    assert.match(body['expires_on'] ?? '', /^\d{10}$/);
    const caller = emulator.entra.verify(body['access_token'] ?? '');
    assert.ok(typeof caller === 'object');
    assert.deepEqual([caller.name, caller.tenantId], ['this-machine', emulator.tenantId]);
  });

  it('gives a user-assigned one that is named by any of its ids', async () => {
    const { clientId, objectId, resourceId } = assigned();
    for (const named of [{ client_id: clientId }, { principal_id: objectId }, { mi_res_id: resourceId }]) {
      const { status, body } = await ask(named);
      assert.equal(status, 200, JSON.stringify(named));
      assert.equal(body['client_id'], clientId);
      const caller = emulator.entra.verify(body['access_token'] ?? '');
      assert.ok(typeof caller === 'object');
      assert.equal(caller.objectId, objectId);
    }
  });

  it('refuses another header, another identity, another version, and no resource', async () => {
    assert.equal((await ask({}, 'guessed')).status, 401);
    const stranger = await ask({ client_id: '00000000-0000-4000-8000-000000000000' });
    assert.equal(stranger.status, 400);
    assert.match(stranger.body['Message'] ?? '', /^No User Assigned or Delegated Managed Identity found/);
    assert.equal((await ask({ 'api-version': '2018-09-01' })).status, 400);
    assert.equal((await ask({ resource: '' })).status, 400);
    assert.equal((await ask({ resource: 'https://example.org' })).status, 400);
  });

  it('answers nobody who takes it for another host', async () => {
    const { origin, port } = new URL(emulator.identityEndpoint);
    const paths = [
      '/msi/token?api-version=2019-08-01',
      '/metadata/identity/oauth2/token?api-version=2018-02-01',
    ];
    for (const [path, host, status] of [
      ...paths.map(path => [path, `rebound.example:${port}`, 400] as const),
      ...paths.map(path => [path, `localhost:${port}`, 200] as const),
    ]) {
      const url = `${origin}${path}&resource=${encodeURIComponent(emulator.resourceManagerEndpoint)}`;
      const headers = { host, metadata: 'true', 'x-identity-header': emulator.identityHeader };
      const answered = await new Promise<number | undefined>((resolve, reject) => {
        get(url, { headers }, response => {
          response.resume();
          resolve(response.statusCode);
        }).on('error', reject);
      });
      assert.equal(answered, status, `${path} ${host}`);
    }
  });

  it('gives no token to a process that knows no secret, unless it is told to', async () => {
    const own = await startEmulator();
    try {
      const { origin } = new URL(own.identityEndpoint);
      const query = new URLSearchParams({
        'api-version': '2018-02-01',
        resource: own.resourceManagerEndpoint,
      });
      const headers = { metadata: 'true' };
      const machine = await fetch(`${origin}/metadata/identity/oauth2/token?${query.toString()}`, {
        headers,
      });
      const cloudShell = await fetch(`${origin}/oauth2/token`, { method: 'POST', headers, body: query });
      for (const response of [machine, cloudShell]) {
        assert.equal(response.status, 403);
        assert.match(await response.text(), /--passwordless/);
      }
      assert.equal((await fetch(`${own.identityEndpoint}?${query.toString()}`)).status, 401);
    } finally {
      await own.close();
    }
  });

  it('goes on after an address that is none', async () => {
    const { port } = new URL(emulator.identityEndpoint);
    for (const path of ['//', '//[', '*']) {
      await new Promise<void>((resolve, reject) => {
        get({ host: '127.0.0.1', port, path }, response => {
          response.resume();
          response.once('end', resolve);
        }).on('error', (error: NodeJS.ErrnoException) =>
          error.code === 'ECONNRESET' ? resolve() : reject(error),
        );
      });
    }
    assert.equal((await ask({})).status, 200);
  });

  describe('of a virtual machine', () => {
    const metadata = async (
      query: Record<string, string>,
      headers: Record<string, string> = { metadata: 'true' },
    ) => {
      const all = { 'api-version': '2018-02-01', resource: emulator.resourceManagerEndpoint, ...query };
      const { origin } = new URL(emulator.identityEndpoint);
      const url = `${origin}/metadata/identity/oauth2/token?${new URLSearchParams(all).toString()}`;
      const response = await fetch(url, { headers });
      return { status: response.status, body: (await response.json()) as Record<string, string> };
    };

    it('gives tokens as the Instance Metadata Service does', async () => {
      const { status, body } = await metadata({});
      assert.equal(status, 200);
      assert.deepEqual(Object.keys(body), [
        ...['access_token', 'client_id', 'expires_in', 'expires_on', 'ext_expires_in', 'not_before'],
        ...['resource', 'token_type'],
      ]);
      const caller = emulator.entra.verify(body['access_token'] ?? '');
      assert.ok(typeof caller === 'object');
      assert.equal(caller.name, 'this-machine');
      const { clientId, objectId, resourceId } = assigned();
      for (const named of [{ client_id: clientId }, { object_id: objectId }, { msi_res_id: resourceId }])
        assert.equal((await metadata(named)).body['client_id'], clientId);
    });

    it('refuses who lacks its header, who was forwarded, and who names another identity', async () => {
      const why = async (...asked: Parameters<typeof metadata>) => {
        const { status, body } = await metadata(...asked);
        return `${status} ${body['error'] ?? ''}: ${body['error_description'] ?? ''}`;
      };
      assert.equal(await why({}, {}), '400 invalid_request: Required metadata header not specified');
      assert.match(await why({}, { metadata: 'true', 'x-forwarded-for': '10.0.0.1' }), /^400 /);
      const stranger = { client_id: '00000000-0000-4000-8000-000000000000' };
      assert.equal(await why(stranger), '400 invalid_request: Identity not found');
      assert.match(await why({ resource: 'https://example.org' }), /^400 invalid_resource: AADSTS500011/);
    });
  });

  it('gives tokens as App Service did until 2019, with the time in words', async () => {
    const older = async (secret: string, query: Record<string, string> = {}) => {
      const all = { 'api-version': '2017-09-01', resource: emulator.resourceManagerEndpoint, ...query };
      // As `msrestazure` asks, with a slash of its own.
      const url = `${emulator.identityEndpoint}/?${new URLSearchParams(all).toString()}`;
      const response = await fetch(url, { headers: { secret } });
      return { status: response.status, body: (await response.json()) as Record<string, string> };
    };
    const { status, body } = await older(emulator.identityHeader);
    assert.equal(status, 200);
    assert.match(body['expires_on'] ?? '', /^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d \+00:00$/);
    const { clientId } = assigned();
    assert.equal((await older(emulator.identityHeader, { clientid: clientId })).body['client_id'], clientId);
    assert.equal((await older('guessed')).status, 401);
  });

  it('gives tokens as Cloud Shell does: of the person, who posts a form', async () => {
    const { origin } = new URL(emulator.identityEndpoint);
    const post = async (form: Record<string, string>, headers: Record<string, string>) => {
      const body = new URLSearchParams(form);
      const response = await fetch(`${origin}/oauth2/token`, { method: 'POST', headers, body });
      return { status: response.status, body: (await response.json()) as Record<string, string> };
    };
    const resource = emulator.resourceManagerEndpoint;
    const nameOf = ({ access_token = '' }: Record<string, string>) => {
      const caller = emulator.entra.verify(access_token);
      assert.ok(typeof caller === 'object');
      return caller.name;
    };
    const { status, body } = await post({ resource }, { metadata: 'true' });
    assert.equal(status, 200);
    assert.equal(nameOf(body), accounts[0].userName);
    const named = await post({ resource, client_id: assigned().clientId }, { metadata: 'true' });
    assert.equal(nameOf(named.body), 'id-storefront');
    assert.equal((await post({ resource }, {})).status, 400);
    assert.equal((await fetch(`${origin}/oauth2/token`)).status, 405);
  });

  it('belongs to identities that ARM lists, with the same ids', async () => {
    const provider = 'providers/Microsoft.ManagedIdentity/userAssignedIdentities';
    const version = 'api-version=2023-01-31';
    const get = async (path: string) => arm(emulator, `${path}?${version}`);
    const all = await get(`/subscriptions/${production}/${provider}`);
    const [row] = (all.body as { value: Record<string, unknown>[] }).value;
    const { clientId, objectId, resourceId, tenantId } = assigned();
    assert.deepEqual(row, {
      id: resourceId,
      location: 'westeurope',
      name: 'id-storefront',
      properties: { principalId: objectId, clientId, tenantId },
      tags: { env: 'prod', team: 'storefront' },
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    });
    assert.deepEqual((await get(resourceId)).body, row);
    const inGroup = await get(`/subscriptions/${development}/resourceGroups/rg-playground/${provider}`);
    assert.equal((inGroup.body as { value: unknown[] }).value.length, 1);
    const [, playground] = identities;
    assert.ok(playground);
    assert.equal((await get(`${identityId(playground)}-2`)).status, 404);
  });

  it('belongs to identities that were made just now, until they are deleted', async () => {
    const id = `/subscriptions/${development}/resourceGroups/rg-playground/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-new`;
    const path = `${id}?api-version=2018-11-30`;
    const made = await arm(emulator, path, { method: 'PUT', json: { location: 'East US' } });
    assert.equal(made.status, 201);
    const { location, properties } = made.body as { location: string; properties: { clientId: string } };
    assert.equal(location, 'eastus');
    assert.equal((await ask({ mi_res_id: id })).body['client_id'], properties.clientId);
    assert.equal((await arm(emulator, path, { method: 'PUT', json: { location: 'eastus' } })).status, 200);
    assert.equal((await arm(emulator, path, { method: 'DELETE' })).status, 200);
    assert.equal((await arm(emulator, path, { method: 'DELETE' })).status, 204);
    assert.equal((await ask({ mi_res_id: id })).status, 400);
  });
});
