import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { ManualClock } from '../../../src/emulator/clock.ts';
import type { Directory } from '../../../src/emulator/entra/directory.ts';
import { createEntra } from '../../../src/emulator/entra/entra.ts';
import { sendToRoutes, bodyOf, textOf } from './sendToRoutes.ts';
import type { JsonObject } from '../../../src/emulator/json.ts';

const home = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';
const directory: Directory = {
  tenantIds: [home, other],
  accounts: [
    { userName: 'ann@home.example', displayName: 'Ann', objectId: 'oid-ann', tenantIds: [home, other] },
    { userName: 'bob@other.example', displayName: 'Bob', objectId: 'oid-bob', tenantIds: [other] },
  ],
  application: { clientId: 'app', clientSecret: 'right', objectId: 'oid-app', displayName: 'The app' },
};
const authority = 'https://login.microsoftonline.com';
const arm = 'https://management.azure.com';
const editor = 'aebc6443-996d-45c2-90f0-388ff96faa56';

function start() {
  const clock = new ManualClock();
  const entra = createEntra(clock, directory, { passwordless: true });
  return { clock, entra };
}

const secretForm = {
  grant_type: 'client_credentials',
  client_id: 'app',
  client_secret: 'right',
  scope: `${arm}/.default`,
};

function claimsOf(token: string): JsonObject {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as JsonObject;
}

describe('Entra discovery', () => {
  it('names its endpoints at whatever host was asked', async () => {
    const { entra } = start();
    for (const host of ['https://127.0.0.1:4711', authority]) {
      const found = await sendToRoutes(
        entra.routes,
        `${host}/organizations/v2.0/.well-known/openid-configuration`,
      );
      assert.equal(textOf(found, 'token_endpoint'), `${host}/organizations/oauth2/v2.0/token`);
      assert.equal(textOf(found, 'authorization_endpoint'), `${host}/organizations/oauth2/v2.0/authorize`);
      assert.equal(textOf(found, 'issuer'), `${host}/${home}/v2.0`);
    }
  });

  it('is a cloud of its own to instance discovery', async () => {
    const { entra } = start();
    const found = await sendToRoutes(entra.routes, `${authority}/common/discovery/instance?api-version=1.1`);
    const host = 'login.microsoftonline.com';
    assert.deepEqual(bodyOf(found)['metadata'], [
      { preferred_network: host, preferred_cache: host, aliases: [host] },
    ]);
  });

  it('does not know other tenants', async () => {
    const { entra } = start();
    const found = await sendToRoutes(
      entra.routes,
      `${authority}/nobody.example/v2.0/.well-known/openid-configuration`,
    );
    assert.equal(found.status, 400);
    assert.match(textOf(found, 'error_description'), /^AADSTS90002: Tenant 'nobody\.example' not found\./);
  });
});

describe('Entra client credentials', () => {
  const token = `${authority}/${home}/oauth2/v2.0/token`;

  it('give the right secret a token for the application', async () => {
    const { entra } = start();
    const answer = await sendToRoutes(entra.routes, token, { form: secretForm });
    assert.equal(answer.status, 200);
    assert.deepEqual(entra.verify(textOf(answer, 'access_token')), {
      tenantId: home,
      objectId: 'oid-app',
      name: 'The app',
      audience: arm,
    });
    assert.equal(bodyOf(answer)['refresh_token'], undefined);
  });

  it('take the secret as HTTP Basic too', async () => {
    const { entra } = start();
    const headers = { authorization: `Basic ${Buffer.from('app:right').toString('base64')}` };
    const form = { grant_type: 'client_credentials', scope: `${arm}/.default` };
    assert.equal((await sendToRoutes(entra.routes, token, { form, headers })).status, 200);
  });

  it('refuse a wrong secret as Entra does', async () => {
    const { entra } = start();
    const answer = await sendToRoutes(entra.routes, token, {
      form: { ...secretForm, client_secret: 'wrong' },
    });
    assert.equal(answer.status, 401);
    assert.equal(textOf(answer, 'error'), 'invalid_client');
    assert.deepEqual(bodyOf(answer)['error_codes'], [7000215]);
    assert.match(textOf(answer, 'error_description'), /^AADSTS7000215: Invalid client secret provided\./);
  });

  const refusals: [string, Partial<typeof secretForm>, string, number][] = [
    ['an unknown application', { client_id: 'who' }, 'unauthorized_client', 700016],
    ['a scope without .default', { scope: `${arm}/user_impersonation` }, 'invalid_scope', 1002012],
    ['no resource at all', { scope: 'openid' }, 'invalid_scope', 1002012],
    ['a resource that nobody knows', { scope: 'https://example.org/.default' }, 'invalid_resource', 500011],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type', 70003],
  ];
  for (const [what, change, error, code] of refusals) {
    it(`refuse ${what}`, async () => {
      const { entra } = start();
      const answer = await sendToRoutes(entra.routes, token, { form: { ...secretForm, ...change } });
      assert.equal(answer.status, 400);
      assert.equal(textOf(answer, 'error'), error);
      assert.deepEqual(bodyOf(answer)['error_codes'], [code]);
    });
  }
});

describe('Entra tokens', () => {
  const get = async (entra: ReturnType<typeof createEntra>, scope = `${arm}/.default`) =>
    textOf(
      await sendToRoutes(entra.routes, `${authority}/${home}/oauth2/v2.0/token`, {
        form: { ...secretForm, scope },
      }),
      'access_token',
    );

  it('are signed with the key that discovery names', async () => {
    const { entra } = start();
    const [header = '', payload = '', signature = ''] = (await get(entra)).split('.');
    const { keys } = bodyOf(await sendToRoutes(entra.routes, `${authority}/common/discovery/v2.0/keys`)) as {
      keys: JsonWebKey[];
    };
    const key = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' });
    const signed = Buffer.from(`${header}.${payload}`);
    assert.ok(
      verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')),
    );
  });

  it('hold for their lifetime, and are expired after it', async () => {
    const { clock, entra } = start();
    entra.switches.tokenLifetimeSeconds = 60;
    const token = await get(entra);
    clock.advance(59_999);
    assert.equal(typeof entra.verify(token), 'object');
    clock.advance(1);
    assert.equal(entra.verify(token), 'expired');
  });

  it('are worth nothing once all are revoked, while new ones are good', async () => {
    const { entra } = start();
    const old = await get(entra);
    entra.revokeAll();
    assert.equal(entra.verify(old), undefined);
    assert.equal(typeof entra.verify(await get(entra)), 'object');
  });

  it('are worth nothing with a changed claim, or from another Entra', async () => {
    const { entra } = start();
    const [header = '', , signature = ''] = (await get(entra)).split('.');
    const forged = Buffer.from(JSON.stringify({ aud: arm, exp: 9e9 })).toString('base64url');
    assert.equal(entra.verify(`${header}.${forged}.${signature}`), undefined);
    assert.equal(entra.verify(await get(start().entra)), undefined);
    assert.equal(entra.verify('nonsense'), undefined);
  });

  it('are good for ARM only, under each of its names', async () => {
    const { entra } = start();
    entra.addResource('https://127.0.0.1:4711');
    for (const resource of [
      arm,
      `${arm}/`,
      'https://management.core.windows.net/',
      'https://127.0.0.1:4711',
    ]) {
      const token = await get(entra, `${resource}/.default`);
      assert.equal(claimsOf(token)['aud'], resource);
      assert.equal(typeof entra.verify(token), 'object', resource);
    }
  });
});

describe('Entra authorization code with PKCE', () => {
  const verifier = 'a-verifier-that-is-long-enough-to-be-a-real-one-0123456789';
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const scope = `${arm}/.default openid profile offline_access`;
  const redirect = 'http://localhost:8400/';

  async function page(
    entra: ReturnType<typeof createEntra>,
    more: Record<string, string> = {},
    tenant = 'organizations',
  ) {
    const query = new URLSearchParams({
      client_id: editor,
      response_type: 'code',
      redirect_uri: redirect,
      scope,
      state: 'the "state"',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...more,
    });
    const answer = await sendToRoutes(
      entra.routes,
      `${authority}/${tenant}/oauth2/v2.0/authorize?${query.toString()}`,
    );
    assert.equal(typeof answer.body, 'string');
    return answer.body as string;
  }

  /** The hidden fields of the form with this button, as a browser would send them. */
  function fieldsOf(html: string, button: string): Record<string, string> {
    const form = html.split('<form').find(part => part.includes(`<button id="${button}">`)) ?? '';
    const fields = [...form.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
    ]);
    return Object.fromEntries(fields) as Record<string, string>;
  }

  const redeem = (
    entra: ReturnType<typeof createEntra>,
    code: string | undefined,
    change: Record<string, string> = {},
  ) =>
    sendToRoutes(entra.routes, `${authority}/organizations/oauth2/v2.0/token`, {
      form: {
        grant_type: 'authorization_code',
        client_id: editor,
        code: code ?? '',
        redirect_uri: redirect,
        scope,
        code_verifier: verifier,
        ...change,
      },
    });

  it('lets nobody pick an account without the password, which is the secret that a start tells', async () => {
    const { entra } = start();
    entra.switches.passwordless = false;
    const query = new URLSearchParams({
      client_id: editor,
      redirect_uri: 'http://localhost/?a=1&b="2"',
      scope,
    });
    const address = `${authority}/organizations/oauth2/v2.0/authorize?${query.toString()}`;
    const shown = async (form?: Record<string, string>) => {
      const { status, body } = await sendToRoutes(entra.routes, address, form ? { form } : {});
      return { status, html: typeof body === 'string' ? body : '' };
    };
    for (const [form, status] of [
      [undefined, 200],
      [{ password: 'guessed' }, 401],
      [{ password: '' }, 401],
    ] as const) {
      const asked = await shown(form);
      assert.equal(asked.status, status);
      assert.match(asked.html, /Enter password/);
      assert.doesNotMatch(asked.html, /name="code"/);
    }
    const { html } = await shown({ password: directory.application.clientSecret });
    assert.match(fieldsOf(html, 'account')['code'] ?? '', /^1\.code\./);
  });

  it('signs in the account that is picked', async () => {
    const { entra } = start();
    const html = await page(entra, { nonce: 'n0nce' });
    assert.match(html, /Pick an account/);
    const fields = fieldsOf(html, 'account');
    assert.equal(fields['state'], 'the "state"');
    const answer = await redeem(entra, fields['code']);
    assert.deepEqual(entra.verify(textOf(answer, 'access_token')), {
      tenantId: home,
      objectId: 'oid-ann',
      name: 'ann@home.example',
      audience: arm,
    });
    const identity = claimsOf(textOf(answer, 'id_token'));
    assert.equal(identity['aud'], editor);
    assert.equal(identity['nonce'], 'n0nce');
    assert.equal(identity['preferred_username'], 'ann@home.example');
    const info = JSON.parse(Buffer.from(textOf(answer, 'client_info'), 'base64url').toString()) as unknown;
    assert.deepEqual(info, { uid: 'oid-ann', utid: home });
  });

  it('signs the second account in to its own home tenant', async () => {
    const { entra } = start();
    const answer = await redeem(entra, fieldsOf(await page(entra), 'account2')['code']);
    const caller = entra.verify(textOf(answer, 'access_token'));
    assert.ok(typeof caller === 'object');
    assert.deepEqual([caller.name, caller.tenantId], ['bob@other.example', other]);
  });

  it('sends an account that the tenant does not know back with an error', async () => {
    const { entra } = start();
    const fields = fieldsOf(await page(entra, {}, home), 'account2');
    assert.equal(fields['code'], undefined);
    assert.match(fields['error_description'] ?? '', /AADSTS50020/);
  });

  it('can be refused', async () => {
    const { entra } = start();
    const fields = fieldsOf(await page(entra), 'deny');
    assert.equal(fields['error'], 'access_denied');
    assert.match(fields['error_description'] ?? '', /AADSTS65004/);
    assert.equal(fields['state'], 'the "state"');
  });

  it('gives nothing to who has the code but not the verifier, and spends the code', async () => {
    const { entra } = start();
    const { code } = fieldsOf(await page(entra), 'account');
    const stolen = await redeem(entra, code, { code_verifier: 'guessed' });
    assert.equal(stolen.status, 400);
    assert.match(textOf(stolen, 'error_description'), /AADSTS501481/);
    assert.match(textOf(await redeem(entra, code), 'error_description'), /AADSTS70008/);
  });

  it('wants the same redirect address and application again', async () => {
    const { entra } = start();
    const first = fieldsOf(await page(entra), 'account')['code'];
    const elsewhere = await redeem(entra, first, { redirect_uri: 'http://localhost:1/' });
    assert.match(textOf(elsewhere, 'error_description'), /AADSTS500112/);
    const second = fieldsOf(await page(entra), 'account')['code'];
    assert.match(
      textOf(await redeem(entra, second, { client_id: 'who' }), 'error_description'),
      /AADSTS70008/,
    );
  });

  it('refreshes for any tenant that knows the account, until all is revoked', async () => {
    const { entra } = start();
    const first = await redeem(entra, fieldsOf(await page(entra), 'account')['code']);
    const refresh = (tenant: string, refreshToken: string) =>
      sendToRoutes(entra.routes, `${authority}/${tenant}/oauth2/v2.0/token`, {
        form: { grant_type: 'refresh_token', client_id: editor, refresh_token: refreshToken, scope },
      });
    const second = await refresh(other, textOf(first, 'refresh_token'));
    const caller = entra.verify(textOf(second, 'access_token'));
    assert.ok(typeof caller === 'object');
    assert.deepEqual([caller.name, caller.tenantId], ['ann@home.example', other]);
    entra.revokeAll();
    const refused = await refresh(home, textOf(second, 'refresh_token'));
    assert.match(textOf(refused, 'error_description'), /AADSTS50173/);
  });

  it('puts an address in state together again that a browser workbench took apart', async () => {
    const { entra } = start();
    const html = await page(entra, {
      state: 'http://127.0.0.1:8080/callback%3Fvscode-reqid=1',
      'vscode-scheme': 'code-oss',
      'vscode-authority': 'vscode.microsoft-authentication',
    });
    assert.equal(
      fieldsOf(html, 'account')['state'],
      'http://127.0.0.1:8080/callback?vscode-reqid=1&vscode-scheme=code-oss&vscode-authority=vscode.microsoft-authentication',
    );
  });

  it('posts the form where the application asks for that, and else sends it in the address', async () => {
    const { entra } = start();
    assert.match(await page(entra, { response_mode: 'form_post' }), /<form method="post"/);
    assert.doesNotMatch(await page(entra), /<form method="post"/);
  });
});

describe('The redirect page of vscode.dev', () => {
  it('goes on to the address in state, with the code', async () => {
    const { entra } = start();
    const state = 'http://127.0.0.1:8080/callback?vscode-reqid=1&vscode-scheme=code';
    const answer = await sendToRoutes(entra.routes, 'https://vscode.dev/redirect', {
      form: { code: 'c', state },
    });
    assert.equal(answer.status, 302);
    const location = new URL(answer.headers?.['location'] ?? '');
    assert.equal(location.origin + location.pathname, 'http://127.0.0.1:8080/callback');
    assert.deepEqual(Object.fromEntries(location.searchParams), {
      'vscode-reqid': '1',
      'vscode-scheme': 'code',
      code: 'c',
      state,
    });
  });

  it('takes an address that is still escaped', async () => {
    const { entra } = start();
    const state = encodeURIComponent('vscode://vscode.microsoft-authentication?nonce=1');
    const query = new URLSearchParams({ error: 'access_denied', state });
    const answer = await sendToRoutes(entra.routes, `https://vscode.dev/redirect?${query.toString()}`);
    assert.match(
      answer.headers?.['location'] ?? '',
      /^vscode:\/\/vscode\.microsoft-authentication\?nonce=1&error=access_denied&/,
    );
  });

  it('says so when there is no address', async () => {
    const { entra } = start();
    assert.equal((await sendToRoutes(entra.routes, 'https://vscode.dev/redirect?state=%25')).status, 400);
  });
});
