/** Puts together what the token endpoint answers. */
import type { Account } from './directory.ts';
import type { RequestedScope } from './scopes.ts';
import { opaqueToken, type EntraState } from './entraState.ts';
import { encodeBase64Url } from './tokenSigner.ts';
import type { JsonObject } from '../json.ts';

/** An application or managed identity, in one tenant. */
export interface Principal {
  readonly clientId: string;
  readonly objectId: string;
  readonly displayName: string;
  readonly tenantId: string;
}

/** For a principal itself: an access token, nothing to refresh it with. `acrs`: what was proved. */
export function applicationTokens(
  session: EntraState,
  principal: Principal,
  resource: string,
  acrs: readonly string[] = [],
): JsonObject {
  const { tenantId } = principal;
  const lifetime = session.switches.tokenLifetimeSeconds;
  const claims = {
    aud: resource,
    iss: `https://sts.windows.net/${tenantId}/`,
    appid: principal.clientId,
    appidacr: '1',
    idp: `https://sts.windows.net/${tenantId}/`,
    idtyp: 'app',
    oid: principal.objectId,
    sub: principal.objectId,
    app_displayname: principal.displayName,
    roles: [],
    tid: tenantId,
    ver: '1.0',
    ...acrsClaim(acrs),
  };
  return {
    token_type: 'Bearer',
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: session.tokens.issue(claims, session.clock.now(), lifetime),
  };
}

function acrsClaim(acrs: readonly string[]): JsonObject {
  return acrs.length === 0 ? {} : { acrs: [...acrs] };
}

export interface AccountTokenOptions {
  readonly account: Account;
  readonly tenantId: string;
  readonly clientId: string;
  /** Where the request came to: the id token's issuer is there. */
  readonly origin: string;
  readonly asked: RequestedScope;
  /** The scope string as asked. */
  readonly scope: string;
  readonly nonce: string | undefined;
  /** Authentication contexts that were asked for and proved. */
  readonly acrs: readonly string[];
}

/** For someone who signed in: access token, refresh token, id token and `client_info`, as MSAL reads them. */
export function accountTokens(session: EntraState, wanted: AccountTokenOptions): JsonObject {
  const { account, tenantId, clientId, asked } = wanted;
  const lifetime = session.switches.tokenLifetimeSeconds;
  const now = session.clock.now();
  const user = { name: account.displayName, oid: account.objectId, preferred_username: account.userName };
  const access = {
    aud: asked.resource ?? clientId,
    iss: `https://sts.windows.net/${tenantId}/`,
    appid: clientId,
    appidacr: '0',
    idtyp: 'user',
    ...user,
    upn: account.userName,
    unique_name: account.userName,
    scp: 'user_impersonation',
    sub: account.objectId,
    tid: tenantId,
    ver: '1.0',
    ...acrsClaim(wanted.acrs),
  };
  const identity = {
    aud: clientId,
    iss: `${wanted.origin}/${tenantId}/v2.0`,
    ...user,
    sub: account.objectId,
    tid: tenantId,
    ver: '2.0',
    ...(wanted.nonce === undefined ? {} : { nonce: wanted.nonce }),
  };
  const refreshToken = opaqueToken('1.refresh');
  session.grants.set(refreshToken, { account, clientId });
  return {
    token_type: 'Bearer',
    scope: grantedScope(asked, wanted.scope),
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: session.tokens.issue(access, now, lifetime),
    refresh_token: refreshToken,
    id_token: session.tokens.issue(identity, now, lifetime),
    client_info: encodeBase64Url({ uid: account.objectId, utid: account.tenantIds[0] }),
  };
}

/** Entra names what `.default` came to; MSAL finds its cached token by the asked scope, so that stays too. */
function grantedScope({ resource }: RequestedScope, scope: string): string {
  return resource === undefined ? scope : `${resource}/user_impersonation ${scope}`;
}
