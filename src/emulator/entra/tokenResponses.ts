/** The bodies of the token endpoint's responses. */
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

/** For a principal itself: an access token without a refresh token. `acrs`: the satisfied authentication contexts. */
export function applicationTokens(
  entra: EntraState,
  principal: Principal,
  resource: string,
  acrs: readonly string[] = [],
): JsonObject {
  const { tenantId } = principal;
  const lifetime = entra.switches.tokenLifetimeSeconds;
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
    access_token: entra.tokens.issue(claims, entra.clock.now(), lifetime),
  };
}

function acrsClaim(acrs: readonly string[]): JsonObject {
  return acrs.length === 0 ? {} : { acrs: [...acrs] };
}

export interface AccountTokenOptions {
  readonly account: Account;
  readonly tenantId: string;
  readonly clientId: string;
  /** Of the request's address: the id token's issuer is below it. */
  readonly origin: string;
  readonly requested: RequestedScope;
  /** The scope string of the request. */
  readonly scope: string;
  readonly nonce: string | undefined;
  /** Authentication contexts that were requested and satisfied. */
  readonly acrs: readonly string[];
}

/** For someone who signed in: access token, refresh token, id token and `client_info`, as MSAL reads them. */
export function accountTokens(entra: EntraState, options: AccountTokenOptions): JsonObject {
  const { account, tenantId, clientId, requested } = options;
  const lifetime = entra.switches.tokenLifetimeSeconds;
  const now = entra.clock.now();
  const user = { name: account.displayName, oid: account.objectId, preferred_username: account.userName };
  const access = {
    aud: requested.resource ?? clientId,
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
    ...acrsClaim(options.acrs),
  };
  const identity = {
    aud: clientId,
    iss: `${options.origin}/${tenantId}/v2.0`,
    ...user,
    sub: account.objectId,
    tid: tenantId,
    ver: '2.0',
    ...(options.nonce === undefined ? {} : { nonce: options.nonce }),
  };
  const refreshToken = opaqueToken('1.refresh');
  entra.grants.set(refreshToken, { account, clientId });
  return {
    token_type: 'Bearer',
    scope: grantedScope(requested, options.scope),
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: entra.tokens.issue(access, now, lifetime),
    refresh_token: refreshToken,
    id_token: entra.tokens.issue(identity, now, lifetime),
    client_info: encodeBase64Url({ uid: account.objectId, utid: account.tenantIds[0] }),
  };
}

/**
 * Entra names the permissions behind `.default`; MSAL finds its cached token by the requested scope, so that stays too.
 */
function grantedScope({ resource }: RequestedScope, scope: string): string {
  return resource === undefined ? scope : `${resource}/user_impersonation ${scope}`;
}
