import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { ManualClock } from '../../../src/emulator/clock.ts';
import type { Directory } from '../../../src/emulator/entra/directory.ts';
import { createEntra } from '../../../src/emulator/entra/entra.ts';
import { sendToRoutes, bodyOf, textOf } from './sendToRoutes.ts';

const home = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';
const origin = 'https://127.0.0.1:4711';
const scope = 'https://management.azure.com/.default openid offline_access';
const verifier = 'a-verifier-that-is-long-enough-to-be-a-real-one-0123456789';
const acrs = '{"access_token":{"acrs":{"essential":true,"value":"p1"}}}';

function start() {
  const directory: Directory = {
    tenantIds: [home, other],
    accounts: [
      { userName: 'ann@home.example', displayName: 'Ann', objectId: 'oid-ann', tenantIds: [home, other] },
    ],
    application: { clientId: 'app', clientSecret: 'right', objectId: 'oid-app', displayName: 'The app' },
  };
  const entra = createEntra(new ManualClock(), directory, { passwordless: true });
  /** What the browser sends to the application after Ann is picked. */
  const browse = async (tenant: string, more: Record<string, string> = {}) => {
    const query = new URLSearchParams({
      ...{ client_id: 'editor', redirect_uri: 'http://localhost/', scope, code_challenge_method: 'S256' },
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      ...more,
    });
    const page = await sendToRoutes(
      entra.routes,
      `${origin}/${tenant}/oauth2/v2.0/authorize?${query.toString()}`,
    );
    const html = typeof page.body === 'string' ? page.body : '';
    return (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  };
  const token = (tenant: string, form: Record<string, string>) =>
    sendToRoutes(entra.routes, `${origin}/${tenant}/oauth2/v2.0/token`, {
      form: { client_id: 'editor', scope, ...form },
    });
  const signIn = async (tenant: string, more: Record<string, string> = {}) =>
    token(tenant, {
      ...{ grant_type: 'authorization_code', redirect_uri: 'http://localhost/', code_verifier: verifier },
      code: (await browse(tenant, more))('code'),
    });
  const refresh = (tenant: string, refreshToken: string, more: Record<string, string> = {}) =>
    token(tenant, { grant_type: 'refresh_token', refresh_token: refreshToken, ...more });
  return { entra, browse, signIn, refresh };
}

describe('A tenant that demands more', () => {
  it('refuses a refresh token until its owner signed in to it in the browser', async () => {
    const { entra, signIn, refresh } = start();
    entra.switches.mfaTenants = [other];
    const first = textOf(await signIn(home), 'refresh_token');
    const refused = await refresh(other, first);
    assert.equal(textOf(refused, 'error'), 'interaction_required');
    assert.deepEqual(bodyOf(refused)['error_codes'], [50076]);
    assert.equal((await refresh(home, first)).status, 200);
    assert.equal((await signIn(other)).status, 200);
    assert.equal((await refresh(other, first)).status, 200);
    entra.revokeAll();
    const again = textOf(await signIn(home), 'refresh_token');
    assert.equal(textOf(await refresh(other, again), 'error'), 'interaction_required');
  });

  it('lets ARM take no token that was not asked for with the claims of its challenge', async () => {
    const { entra, signIn, refresh } = start();
    entra.switches.claimsTenants = [home];
    const plain = await signIn(home);
    const claims = entra.missingClaims(textOf(plain, 'access_token'));
    assert.deepEqual(claims, JSON.parse(acrs));
    const refused = await refresh(home, textOf(plain, 'refresh_token'), { claims: acrs });
    assert.equal(textOf(refused, 'error'), 'interaction_required');
    assert.equal(textOf(refused, 'claims'), acrs);
    const strong = await signIn(home, { claims: acrs });
    assert.equal(entra.missingClaims(textOf(strong, 'access_token')), undefined);
    const renewed = await refresh(home, textOf(strong, 'refresh_token'), { claims: acrs });
    assert.equal(entra.missingClaims(textOf(renewed, 'access_token')), undefined);
  });

  it('or that lets nobody in, says so in the browser and to programs', async () => {
    const { entra, browse, signIn, refresh } = start();
    const first = textOf(await signIn(home), 'refresh_token');
    entra.switches.failingTenants = [other];
    assert.match((await browse(other))('error_description'), /^AADSTS53003: /);
    assert.match(textOf(await refresh(other, first), 'error_description'), /^AADSTS53003: /);
  });

  it('after a revocation, takes what is issued later', async () => {
    const { entra, signIn } = start();
    const old = textOf(await signIn(home), 'access_token');
    entra.revokeIssued();
    assert.match(
      JSON.stringify(entra.missingClaims(old)),
      /^\{"access_token":\{"nbf":\{"essential":true,"value":"\d+"\}\}\}$/,
    );
    assert.equal(entra.verify(old), undefined);
    assert.equal(entra.missingClaims(textOf(await signIn(home), 'access_token')), undefined);
  });
});
