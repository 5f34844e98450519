import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createSign, X509Certificate } from 'node:crypto';
import { ManualClock } from '../../../src/emulator/clock.ts';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { accounts } from '../../../src/emulator/seed/contoso.ts';
import { send } from '../emulatorClient.ts';

interface Tokens {
  readonly access_token: string;
  readonly expires_in: string | number;
  readonly expires_on?: string;
  readonly not_before?: string;
  readonly resource?: string;
  readonly refresh_token?: string;
}

describe('The directory for clients that know another address of it', () => {
  const tokenClock = new ManualClock(Date.parse('2026-11-29T12:00:00Z'));
  let emulator: Emulator;
  let origin: string;
  before(async () => {
    emulator = await startEmulator({ tokenClock });
    origin = emulator.activeDirectoryEndpoint;
  });
  after(() => emulator.close());

  const post = (path: string, form: Record<string, string>) => send(emulator, origin + path, { form });
  const secret = () => ({
    grant_type: 'client_credentials',
    client_id: emulator.clientId,
    client_secret: emulator.clientSecret,
  });
  const tenantOf = (token: string) => {
    const caller = emulator.entra.verify(token);
    assert.ok(typeof caller === 'object');
    return caller.tenantId;
  };

  it('tells where everything is, at ARM (as Azure Stack does) and in its own document', async () => {
    const { body } = await send(emulator, `${origin}/metadata/endpoints?api-version=2015-01-01`);
    assert.deepEqual((body as { authentication: unknown }).authentication, {
      loginEndpoint: `${origin}/adfs`,
      audiences: [origin],
    });
    const { body: document } = await send(emulator, `${origin}/adfs/.well-known/openid-configuration`);
    const { token_endpoint, device_authorization_endpoint } = document as Record<string, string>;
    assert.equal(token_endpoint, `${origin}/adfs/oauth2/token`);
    assert.equal(device_authorization_endpoint, `${origin}/adfs/oauth2/devicecode`);
  });

  it('gives tokens of the home tenant as ADFS, for a scope', async () => {
    const { status, body } = await post('/adfs/oauth2/token', { ...secret(), scope: `${origin}/.default` });
    assert.equal(status, 200);
    assert.equal(tenantOf((body as Tokens).access_token), emulator.tenantId);
    assert.equal((body as Tokens).expires_in, 3599);
  });

  it('gives tokens as version 1, for a resource, with numbers as texts', async () => {
    const resource = 'https://management.azure.com/';
    const { status, body } = await post(`/${emulator.tenantId}/oauth2/token`, { ...secret(), resource });
    assert.equal(status, 200);
    const { access_token, expires_in, expires_on, not_before, resource: granted } = body as Tokens;
    assert.equal(tenantOf(access_token), emulator.tenantId);
    const now = tokenClock.now() / 1000;
    assert.deepEqual(
      [expires_in, expires_on, not_before, granted],
      ['3599', String(now + 3599), String(now), resource],
    );
  });

  it('knows a certificate whose thumbprint is padded, as Python writes it', async () => {
    const pem = await emulator.createClientCertificate();
    const { raw } = new X509Certificate(pem);
    const x5t = createHash('sha1').update(raw).digest('base64').replaceAll('+', '-').replaceAll('/', '_');
    assert.match(x5t, /=$/);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const now = tokenClock.now() / 1000;
    const { clientId } = emulator;
    const aud = `${origin}/adfs/oauth2/token`;
    const claims = { aud, iss: clientId, sub: clientId, nbf: now, exp: now + 600 };
    const signed = `${part({ alg: 'RS256', typ: 'JWT', x5t })}.${part(claims)}`;
    const signature = createSign('sha256').update(signed).sign(createPrivateKey(pem)).toString('base64url');
    const { status } = await post('/adfs/oauth2/token', {
      ...{ grant_type: 'client_credentials', client_id: clientId, scope: `${origin}/.default` },
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: `${signed}.${signature}`,
    });
    assert.equal(status, 200);
  });

  describe('with a code for a device', () => {
    const client_id = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
    const begin = async () => {
      const scope = `${origin}/.default offline_access`;
      const { body } = await post('/adfs/oauth2/devicecode', { client_id, scope });
      return body as { user_code: string; device_code: string; verification_uri: string; message: string };
    };
    const redeem = (device_code: string) =>
      post('/adfs/oauth2/token', {
        ...{ client_id, device_code },
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      });
    const errorOf = (body: unknown) => (body as { error: string }).error;

    it('says that it waits, then gives tokens of the person who typed the code, once', async () => {
      const { user_code, device_code, verification_uri, message } = await begin();
      assert.ok(message.includes(verification_uri) && message.includes(user_code));
      assert.equal(errorOf((await redeem(device_code)).body), 'authorization_pending');
      const page = await send(emulator, `${verification_uri}?code=${user_code}`);
      assert.ok(String(page.body).includes(accounts[0].userName));
      const account = { code: user_code, account: accounts[0].userName };
      for (const guess of [{}, { password: 'guessed' }]) {
        assert.equal((await post('/devicelogin', { ...account, ...guess })).status, 401);
        assert.equal(errorOf((await redeem(device_code)).body), 'authorization_pending');
      }
      const answer = await post('/devicelogin', { ...account, password: emulator.clientSecret });
      assert.match(String(answer.body), /You have signed in on your device/);
      const { status, body } = await redeem(device_code);
      assert.equal(status, 200);
      assert.ok((body as Tokens).refresh_token);
      assert.equal(tenantOf((body as Tokens).access_token), emulator.tenantId);
      assert.equal(errorOf((await redeem(device_code)).body), 'bad_verification_code');
    });

    it('says that the person said no, that it took too long, and that a code is wrong', async () => {
      const declined = await begin();
      await post('/devicelogin', { code: declined.user_code });
      assert.equal(errorOf((await redeem(declined.device_code)).body), 'authorization_declined');
      const late = await begin();
      tokenClock.advance(901_000);
      assert.equal(errorOf((await redeem(late.device_code)).body), 'expired_token');
      assert.equal((await post('/devicelogin', { code: late.user_code })).status, 400);
    });
  });
});
