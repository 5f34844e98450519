import assert from 'node:assert/strict';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { development, production } from '../../../src/emulator/seed/contoso.ts';
import { arm, armToken, send } from '../emulatorClient.ts';

const version = 'api-version=2023-07-01';
const provider = 'providers/Microsoft.ContainerRegistry/registries';

interface RegistryBody {
  readonly name: string;
  readonly properties: { readonly loginServer: string; readonly adminUserEnabled: boolean };
}

describe('Container registries', () => {
  let emulator: Emulator;
  let loginServer: string;
  before(async () => {
    emulator = await startEmulator();
    const [registry] = await list(`/subscriptions/${production}/${provider}`);
    loginServer = registry?.properties.loginServer ?? '';
  });
  after(() => emulator.close());

  const list = async (path: string) => {
    const { status, body } = await arm(emulator, `${path}?${version}`);
    assert.equal(status, 200);
    return (body as { value: RegistryBody[] }).value;
  };
  const at = (path: string, options = {}) => send(emulator, `https://${loginServer}${path}`, options);
  const exchange = async (token: string) =>
    at('/oauth2/exchange', {
      form: {
        grant_type: 'access_token',
        service: loginServer,
        tenant: emulator.tenantId,
        access_token: token,
      },
    });
  /** The dance of `az acr`: ARM token, refresh token, access token for one scope. */
  const bearer = async (scope: string) => {
    const { body } = await exchange(await armToken(emulator));
    const { refresh_token } = body as { refresh_token: string };
    const answer = await at('/oauth2/token', {
      form: { grant_type: 'refresh_token', service: loginServer, scope, refresh_token },
    });
    const { access_token } = answer.body as { access_token: string };
    return { headers: { authorization: `Bearer ${access_token}` } };
  };

  describe('at ARM', () => {
    it('are not shown by an api-version that nobody knows', async () => {
      const one = `/subscriptions/${production}/resourceGroups/rg-registry-prod/${provider}/contosoprod`;
      for (const [method, path] of [
        ['GET', `/subscriptions/${production}/${provider}`],
        ['GET', one],
        ['POST', `${one}/listCredentials`],
      ] as const) {
        const { status, body } = await arm(emulator, `${path}?api-version=2023-07-02`, { method });
        const { error } = body as { error: { code: string; message: string } };
        assert.deepEqual([status, error.code], [400, 'NoRegisteredProviderFound']);
        assert.match(error.message, /API version '2023-07-02' for type 'registries'.* 2023-07-01, /);
      }
    });

    it('are listed by subscription and by resource group, each with a login server of its own', async () => {
      const inProduction = await list(`/subscriptions/${production}/${provider}`);
      assert.deepEqual(
        inProduction.map(r => r.name),
        ['contosoprod'],
      );
      const group = await list(`/subscriptions/${production}/resourceGroups/rg-registry-prod/${provider}`);
      assert.deepEqual(group, inProduction);
      const [other] = await list(`/subscriptions/${development}/${provider}`);
      assert.match(other?.properties.loginServer ?? '', /^127\.0\.0\.1:\d+$/);
      assert.notEqual(other?.properties.loginServer, loginServer);
    });

    const credentials = (subscription: string, group: string, name: string) =>
      arm(
        emulator,
        `/subscriptions/${subscription}/resourceGroups/${group}/${provider}/${name}/listCredentials?${version}`,
        { method: 'POST' },
      );

    it('give out the admin login where the admin user is enabled', async () => {
      const { status, body } = await credentials(production, 'rg-registry-prod', 'contosoprod');
      assert.equal(status, 200);
      const { username, passwords } = body as {
        username: string;
        passwords: { name: string; value: string }[];
      };
      assert.equal(username, 'contosoprod');
      assert.deepEqual(
        passwords.map(p => p.name),
        ['password', 'password2'],
      );
      const basic = Buffer.from(`${username}:${passwords[1]?.value ?? ''}`).toString('base64');
      assert.equal((await at('/v2/', { headers: { authorization: `Basic ${basic}` } })).status, 200);
    });

    it('refuse it elsewhere', async () => {
      const { status, body } = await credentials(development, 'rg-playground', 'contosodev');
      assert.equal(status, 400);
      assert.match((body as { error: { message: string } }).error.message, /admin user is disabled/);
    });
  });

  describe('at the login server', () => {
    it('say where to get a token', async () => {
      const { status, headers } = await at('/v2/');
      assert.equal(status, 401);
      const challenge = `Bearer realm="https://${loginServer}/oauth2/token",service="${loginServer}"`;
      assert.equal(headers['www-authenticate'], challenge);
    });

    it('exchange tokens of their own tenant only', async () => {
      const [, other = ''] = emulator.entra.directory.tenantIds;
      assert.equal((await exchange(await armToken(emulator))).status, 200);
      assert.equal((await exchange(await armToken(emulator, other))).status, 401);
      assert.equal((await exchange('nonsense')).status, 401);
    });

    it('list their repositories page by page', async () => {
      const authorized = await bearer('registry:catalog:*');
      const seen: string[] = [];
      let path: string | undefined = '/acr/v1/_catalog?n=2';
      let pages = 0;
      while (path !== undefined) {
        const { body, headers } = await at(path, authorized);
        seen.push(...(body as { repositories: string[] }).repositories);
        pages++;
        path = /^<([^>]+)>; rel="next"$/.exec(
          typeof headers['link'] === 'string' ? headers['link'] : '',
        )?.[1];
      }
      assert.deepEqual(seen, ['payments/api', 'payments/worker', 'storefront/web']);
      assert.equal(pages, 2);
    });

    it('list tags, newest first where asked', async () => {
      const authorized = await bearer('repository:storefront/web:pull,metadata_read');
      const { body } = await at('/acr/v1/storefront/web/_tags?orderby=timedesc&n=3', authorized);
      const { tags, imageName } = body as { imageName: string; tags: { name: string; digest: string }[] };
      assert.equal(imageName, 'storefront/web');
      assert.deepEqual(
        tags.map(t => t.name),
        ['latest', '2.4.1', '2.4.0'],
      );
      assert.match(tags[0]?.digest ?? '', /^sha256:[0-9a-f]{64}$/);
    });

    it('want a token for the very thing', async () => {
      const authorized = await bearer('repository:storefront/web:pull,metadata_read');
      const { status, headers } = await at('/acr/v1/payments/api/_tags', authorized);
      assert.equal(status, 401);
      assert.match(String(headers['www-authenticate']), /scope="repository:payments\/api:metadata_read"/);
      assert.equal((await at('/acr/v1/_catalog', authorized)).status, 401);
    });

    it('do not know other repositories', async () => {
      const { status, body } = await at(
        '/acr/v1/nothing/_tags',
        await bearer('repository:nothing:metadata_read'),
      );
      assert.equal(status, 404);
      assert.equal((body as { errors: { code: string }[] }).errors[0]?.code, 'NAME_UNKNOWN');
    });
  });

  describe('and images in them', () => {
    const problem = (image: string, username: string, password: string) => {
      const imageRegistryCredentials = [{ server: loginServer, username, password }];
      const containers = [{ name: 'c', properties: { image } }];
      const properties = { osType: 'Linux', containers, imageRegistryCredentials };
      return emulator.containers.imageProblem({ name: 'g', location: 'westeurope', properties })?.code;
    };

    it('can be pulled with the right login only', () => {
      const password = emulator.registries.at(loginServer)?.passwords[0] ?? '';
      const image = `${loginServer}/storefront/web:2.4.1`;
      assert.equal(problem(image, 'contosoprod', password), undefined);
      assert.equal(problem(image, 'contosoprod', 'wrong'), 'InaccessibleImage');
      assert.equal(problem(image, 'someone', password), 'InaccessibleImage');
      assert.equal(
        problem(`${loginServer}/storefront/web:9.9.9`, 'contosoprod', password),
        'InaccessibleImage',
      );
      assert.equal(problem(`${loginServer}/nothing`, 'contosoprod', password), 'InaccessibleImage');
    });
  });
});
