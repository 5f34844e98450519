/** The token endpoint: client secret or assertion, authorization code with PKCE, device code, refresh token. */
import { createHash } from 'node:crypto';
import type { Request } from '../arm/route.ts';
import { resolveTenant, type Account } from './directory.ts';
import { EntraError, accountNotInTenant, unknownTenant } from './entraError.ts';
import { checkAssertion } from './clientAssertions.ts';
import { redeemDeviceCode } from './deviceCode.ts';
import { checkProof, checkTenant, recordProof, readClaims } from './conditionalAccess.ts';
import { accountTokens, applicationTokens } from './tokenResponses.ts';
import { readScope, type RequestedScope } from './scopes.ts';
import { knowsResource, type EntraState, type PendingSignIn } from './entraState.ts';
import type { JsonObject } from '../json.ts';

/**
 * Answers `POST /{tenant}/oauth2/v2.0/token`, and that of version 1, where a `resource` stands instead of a `scope`.
 * @throws EntraError for what Entra refuses.
 */
export function grantTokens(entra: EntraState, request: Request): JsonObject {
  const form = new URLSearchParams(request.body);
  const resource = form.get('resource');
  if (resource === null) return grantByType(entra, request, form);
  form.set('scope', `${resource}/.default ${form.get('scope') ?? ''}`.trim());
  return asVersion1(grantByType(entra, request, form), resource, entra.clock.now());
}

/**
 * Numbers are texts in version 1, and there is the time of the end (learn.microsoft.com, "Azure AD v1.0 OAuth2 client
 * credentials").
 */
function asVersion1(tokens: JsonObject, resource: string, now: number): JsonObject {
  const { expires_in, ...others } = tokens;
  const seconds = Number(expires_in);
  const at = Math.floor(now / 1000);
  return {
    ...others,
    expires_in: String(seconds),
    ext_expires_in: String(seconds),
    expires_on: String(at + seconds),
    not_before: String(at),
    resource,
  };
}

function grantByType(entra: EntraState, request: Request, form: URLSearchParams): JsonObject {
  entra.requests.push({
    grant: form.get('grant_type') ?? '',
    tenant: request.params['tenant'] ?? '',
    scope: form.get('scope') ?? '',
    claims: form.get('claims') ?? undefined,
  });
  switch (form.get('grant_type')) {
    case 'client_credentials':
      return clientCredentials(entra, request, form);
    case 'authorization_code':
      return authorizationCode(entra, request, form);
    case 'refresh_token':
      return refresh(entra, request, form);
    case 'urn:ietf:params:oauth:grant-type:device_code':
    case 'device_code':
      return deviceCode(entra, request, form);
    case null:
      throw missingParameter('grant_type');
    default: {
      const message =
        "The app requested an unsupported grant type. Supported here: 'client_credentials', 'authorization_code', 'refresh_token', 'device_code'.";
      throw new EntraError(400, 'unsupported_grant_type', 70003, message);
    }
  }
}

function clientCredentials(entra: EntraState, request: Request, form: URLSearchParams): JsonObject {
  const tenantId = tenantOf(entra, request);
  const { application } = entra.directory;
  const client = clientOf(request, form);
  const { clientId } = client;
  if (clientId !== application.clientId) {
    const message = `Application with identifier '${clientId}' was not found in the directory '${tenantId}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`;
    throw new EntraError(400, 'unauthorized_client', 700016, message);
  }
  checkClient(entra, request, form, client);
  checkTenant(entra, tenantId);
  const scope = form.get('scope') ?? '';
  const { resource, permissions } = readRequestedScope(entra, scope);
  if (resource === undefined || permissions.some(permission => permission !== '.default')) {
    const message = `The provided request must include a 'scope' input parameter that is the resource identifier with the /.default suffix. Scope '${scope}' is not valid.`;
    throw new EntraError(400, 'invalid_scope', 1002012, message);
  }
  const { acrs } = readClaims(form.get('claims') ?? undefined);
  return applicationTokens(entra, { ...application, tenantId }, resource, acrs);
}

interface Client {
  readonly clientId: string;
  readonly secret: string | undefined;
}

/** Whether the client is who it says: by an assertion that it signed or was given, or by its secret. */
function checkClient(entra: EntraState, request: Request, form: URLSearchParams, client: Client): void {
  const { clientId, secret } = client;
  const assertion = form.get('client_assertion');
  if (assertion !== null) {
    checkAssertion(entra, assertion, { clientId, origin: request.url.origin });
    return;
  }
  if (secret !== entra.directory.application.clientSecret) {
    const message = `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`;
    throw new EntraError(401, 'invalid_client', 7000215, message);
  }
  if (entra.switches.secretExpired) {
    const message = `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`;
    throw new EntraError(401, 'invalid_client', 7000222, message);
  }
}

function authorizationCode(entra: EntraState, request: Request, form: URLSearchParams): JsonObject {
  const code = form.get('code') ?? '';
  const pending = entra.signIns.get(code);
  // A code is spent by the first who tries it, rightly or not.
  entra.signIns.delete(code);
  const { clientId } = clientOf(request, form);
  if (pending?.clientId !== clientId) {
    const message =
      'The provided authorization code or refresh token has expired due to inactivity, or was redeemed already. Send a new interactive authorization request.';
    throw new EntraError(400, 'invalid_grant', 70008, message);
  }
  if (form.get('redirect_uri') !== pending.redirectUri) {
    const message = `The reply address '${form.get('redirect_uri') ?? ''}' does not match the reply address '${pending.redirectUri}' provided when requesting Authorization code.`;
    throw new EntraError(400, 'invalid_grant', 500112, message);
  }
  checkVerifier(pending, form.get('code_verifier') ?? '');
  const scope = form.get('scope') ?? pending.scope;
  const { account, tenantId, nonce } = pending;
  const requested = readRequestedScope(entra, scope);
  recordProof(entra, pending);
  return accountTokens(entra, {
    account,
    tenantId,
    clientId,
    origin: request.url.origin,
    requested,
    scope,
    nonce,
    acrs: readClaims(pending.claims).acrs,
  });
}

/** What a device that waits for a person gets once that person has signed in elsewhere. */
function deviceCode(entra: EntraState, request: Request, form: URLSearchParams): JsonObject {
  const code = form.get('device_code') ?? form.get('code') ?? '';
  const { clientId } = clientOf(request, form);
  const { account, scope } = redeemDeviceCode(entra, code, clientId);
  const tenantId = tenantOf(entra, request, account);
  checkTenant(entra, tenantId);
  const requested = readRequestedScope(entra, scope);
  const origin = request.url.origin;
  return accountTokens(entra, {
    ...{ account, tenantId, clientId, origin, requested, scope, acrs: [] },
    nonce: undefined,
  });
}

function refresh(entra: EntraState, request: Request, form: URLSearchParams): JsonObject {
  const { clientId } = clientOf(request, form);
  const grant = entra.grants.get(form.get('refresh_token') ?? '');
  if (grant?.clientId !== clientId) {
    const message =
      'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.';
    throw new EntraError(400, 'invalid_grant', 50173, message);
  }
  const { account } = grant;
  const tenantId = tenantOf(entra, request, account);
  const scope = form.get('scope') ?? '';
  const requested = readRequestedScope(entra, scope);
  const origin = request.url.origin;
  const claims = form.get('claims') ?? undefined;
  checkTenant(entra, tenantId);
  checkProof(entra, account, tenantId, claims);
  const { acrs } = readClaims(claims);
  return accountTokens(entra, {
    ...{ account, tenantId, clientId, origin, requested, scope, acrs },
    nonce: undefined,
  });
}

function checkVerifier(pending: PendingSignIn, verifier: string): void {
  if (pending.challenge === undefined) return;
  const hashed = createHash('sha256').update(verifier).digest('base64url');
  const given = pending.challengeMethod === 'S256' ? hashed : verifier;
  if (given === pending.challenge) return;
  const message =
    'The Code_Verifier does not match the code_challenge supplied in the authorization request.';
  throw new EntraError(400, 'invalid_grant', 501481, message);
}

/** The tenant that the address names; an account must belong to it. */
function tenantOf(entra: EntraState, request: Request, account?: Account): string {
  const name = request.params['tenant'] ?? '';
  const tenantId = resolveTenant(entra.directory, name, account);
  if (tenantId === undefined) throw unknownTenant(name);
  if (account && !account.tenantIds.includes(tenantId)) throw accountNotInTenant(tenantId, account);
  return tenantId;
}

function readRequestedScope(entra: EntraState, scope: string): RequestedScope {
  return readScope(scope, resource => knowsResource(entra, resource));
}

/** Client id and secret come in the form, or as HTTP Basic (RFC 6749 §2.3.1, each part form-encoded). */
function clientOf(request: Request, form: URLSearchParams): Client {
  const basic = /^Basic (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic !== undefined) {
    const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
    return { clientId: id, secret };
  }
  const clientId = form.get('client_id');
  if (clientId === null) throw missingParameter('client_id');
  return { clientId, secret: form.get('client_secret') ?? undefined };
}

function missingParameter(parameter: string): EntraError {
  const message = `The request body must contain the following parameter: '${parameter}'.`;
  return new EntraError(400, 'invalid_request', 900144, message);
}
