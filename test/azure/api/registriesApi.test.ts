import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import type { Registry } from '../../../src/core/model/registry.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import {
  credentialsGiving,
  startLoopbackServer,
  type Answerer,
  type LoopbackServer,
} from '../loopbackServer.ts';

describe('registries', () => {
  const signal = neverAborts();
  let arm: LoopbackServer;
  let registryServer: LoopbackServer;
  let registry: Registry;
  let aci: AzureApi;

  beforeEach(async () => {
    arm = await startLoopbackServer();
    registryServer = await startLoopbackServer(playing());
    registry = {
      id: '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/reg',
      name: 'reg',
      loginServer: new URL(registryServer.origin).host,
      adminUserEnabled: true,
    };
    arm.answer = ({ path }) => ({
      body: path.includes('/listCredentials')
        ? {
            username: 'reg',
            passwords: [
              { name: 'password', value: 'one' },
              { name: 'password2', value: 'two' },
            ],
          }
        : { value: [asArm(registry), { id: 'no login server yet' }], ...asArm(registry) },
    });
    aci = createAzureApi(arm.cloud, credentialsGiving('aad-token'));
  });
  afterEach(async () => {
    await arm.close();
    await registryServer.close();
  });

  const asArm = ({ id, name, loginServer, adminUserEnabled }: Registry) => ({
    id,
    name,
    properties: { loginServer, adminUserEnabled },
  });

  /** The token exchange of a registry (docs/azure-facts.md), then `pages` in turn. */
  function playing(pages: Answerer = () => ({ body: {} })): Answerer {
    return asked => {
      if (asked.path === '/oauth2/exchange') return { body: { refresh_token: 'refresh' } };
      if (asked.path === '/oauth2/token') return { body: { access_token: 'access' } };
      return pages(asked);
    };
  }

  it('are those that ARM lists with a login server', async () => {
    assert.deepEqual(await aci.registries('s1', signal), [registry]);
  });

  it("give the admin user's first password, and nothing where there is no admin user", async () => {
    assert.deepEqual(await aci.registryCredential(registry, signal), {
      server: registry.loginServer,
      username: 'reg',
      password: 'one',
    });
    assert.equal(await aci.registryCredential({ ...registry, adminUserEnabled: false }, signal), undefined);
    assert.deepEqual(
      arm.asked.map(({ method }) => method),
      ['POST'],
    );
  });

  it("exchange the account's token for their own, and read page after page with that", async () => {
    registryServer.answer = playing(({ path }) =>
      path.includes('last=')
        ? { body: { repositories: ['c'] } }
        : {
            body: { repositories: ['a', 'b'] },
            headers: { link: '</acr/v1/_catalog?last=b&n=100>; rel="next"' },
          },
    );
    assert.deepEqual(await aci.repositories(registry, signal), ['a', 'b', 'c']);
    const [exchange, token, first, second] = registryServer.asked;
    assert.deepEqual(Object.fromEntries(new URLSearchParams(exchange?.body)), {
      grant_type: 'access_token',
      service: registry.loginServer,
      access_token: 'aad-token',
    });
    assert.deepEqual(Object.fromEntries(new URLSearchParams(token?.body)), {
      grant_type: 'refresh_token',
      service: registry.loginServer,
      scope: 'registry:catalog:*',
      refresh_token: 'refresh',
    });
    for (const page of [first, second]) assert.equal(page?.headers.authorization, 'Bearer access');
    assert.equal(exchange?.headers.authorization, undefined);
  });

  it('list tags newest first, of repositories with slashes too', async () => {
    registryServer.answer = playing(() => ({ body: { tags: [{ name: '2' }, { name: '1' }] } }));
    assert.deepEqual(await aci.tags(registry, 'team/app', signal), ['2', '1']);
    assert.equal(registryServer.asked.at(-1)?.path, '/acr/v1/team/app/_tags?n=100&orderby=timedesc');
    const form = new URLSearchParams(registryServer.asked[1]?.body);
    assert.equal(form.get('scope'), 'repository:team/app:pull,metadata_read');
  });

  it('that refuse are forbidden, with their own words: the sign-in to Azure is not at fault', async () => {
    const errors = [{ code: 'UNAUTHORIZED', message: 'authentication required' }];
    registryServer.answer = () => ({ status: 401, body: { errors } });
    await assert.rejects(aci.repositories(registry, signal), {
      name: 'AciError',
      kind: 'forbidden',
      code: 'UNAUTHORIZED',
      message: 'authentication required',
    });
  });

  it('that lead to another server are not followed', async () => {
    const link = `<https://127.0.0.1:1/acr/v1/_catalog>; rel="next"`;
    registryServer.answer = playing(() => ({ body: { repositories: ['a'] }, headers: { link } }));
    await assert.rejects(aci.repositories(registry, signal), { name: 'AciError', kind: 'service' });
  });

  it('that cannot be reached are offline, by their own name', async () => {
    await registryServer.close();
    await assert.rejects(aci.repositories(registry, signal), {
      name: 'AciError',
      kind: 'offline',
      message: `No connection to ${registry.loginServer} (ECONNREFUSED).`,
    });
    registryServer = await startLoopbackServer();
  });
});
