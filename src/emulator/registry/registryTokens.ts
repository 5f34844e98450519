/** A registry's own tokens: an Entra token is exchanged for a refresh token, that for an access token. */
import type { Caller, Request, Response } from '../arm/route.ts';
import type { Clock } from '../clock.ts';
import { createTokenSigner } from '../entra/tokenSigner.ts';
import { isAdmin, type Registry } from './registries.ts';
import type { Json, JsonObject } from '../json.ts';

/** What a request must be allowed to do: `registry:catalog:*`, `repository:team/app:metadata_read`. */
export interface Permission {
  readonly type: 'registry' | 'repository';
  readonly name: string;
  readonly action: string;
}

export interface RegistryTokens {
  /** `POST /oauth2/exchange`. */
  exchange(registry: Registry, form: URLSearchParams): Response;
  /** `POST /oauth2/token`. */
  token(registry: Registry, form: URLSearchParams): Response;
  /** Undefined where the request may do this; otherwise the 401 that says where to get a token. */
  challenge(registry: Registry, request: Request, permission: Permission | undefined): Response | undefined;
}

const refreshSeconds = 3 * 3600;
const accessSeconds = 75 * 60;

/**
 * `verify` reads the claims of Entra's ARM tokens. `tenantOf` is the tenant of a registry: only tokens of that tenant
 * are accepted.
 */
export function createRegistryTokens(
  clock: Clock,
  verify: (token: string) => Caller | 'expired' | undefined,
  tenantOf: (registry: Registry) => string,
): RegistryTokens {
  const tokens = createTokenSigner();
  const read = (registry: Registry, token: string, kind: string): JsonObject | undefined => {
    const reading = tokens.read(token, clock.now());
    if (reading.is !== 'valid') return undefined;
    const { aud, grant_type: is } = reading.claims;
    return aud === registry.loginServer && is === kind ? reading.claims : undefined;
  };
  return {
    exchange(registry, form) {
      if (form.get('service') !== registry.loginServer)
        return registryError(400, 'BAD_REQUEST', 'unknown service');
      const caller = verify(form.get('access_token') ?? '');
      if (caller === undefined || caller === 'expired' || caller.tenantId !== tenantOf(registry)) {
        return registryError(401, 'UNAUTHORIZED', 'AAD access token could not be authenticated.');
      }
      const claims = { aud: registry.loginServer, sub: caller.objectId, grant_type: 'refresh_token' };
      const refreshToken = tokens.issue(claims, clock.now(), refreshSeconds);
      return { status: 200, body: { refresh_token: refreshToken } };
    },
    token(registry, form) {
      const claims = read(registry, form.get('refresh_token') ?? '', 'refresh_token');
      if (!claims || form.get('service') !== registry.loginServer) {
        return registryError(401, 'UNAUTHORIZED', 'authentication required, the refresh token is not valid.');
      }
      const access = form
        .getAll('scope')
        .flatMap(scope => scope.split(' '))
        .map(readAccess);
      const granted = { aud: registry.loginServer, grant_type: 'access_token', access };
      return { status: 200, body: { access_token: tokens.issue(granted, clock.now(), accessSeconds) } };
    },
    challenge(registry, request, permission) {
      const authorization = request.headers.authorization ?? '';
      if (isAdminLogin(registry, authorization)) return undefined;
      const bearer = /^Bearer (\S+)$/i.exec(authorization)?.[1];
      const claims = bearer === undefined ? undefined : read(registry, bearer, 'access_token');
      if (claims && (permission === undefined || allows(claims['access'], permission))) return undefined;
      return unauthorized(registry, permission, bearer !== undefined);
    },
  };
}

/** `repository:team/app:pull,metadata_read` as in the `access` claim. */
function readAccess(scope: string): JsonObject {
  const [type = '', name = '', actions = ''] = scope.split(':');
  return { type, name, actions: actions.split(',') };
}

function allows(access: Json | undefined, { type, name, action }: Permission): boolean {
  if (!Array.isArray(access)) return false;
  return access.some(entry => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return false;
    const { type: t, name: n, actions } = entry;
    return (
      t === type &&
      n === name &&
      Array.isArray(actions) &&
      (actions.includes(action) || actions.includes('*'))
    );
  });
}

function isAdminLogin(registry: Registry, authorization: string): boolean {
  const basic = /^Basic (\S+)$/i.exec(authorization)?.[1];
  if (basic === undefined) return false;
  const [username = '', ...password] = Buffer.from(basic, 'base64').toString().split(':');
  return isAdmin(registry, username, password.join(':'));
}

function unauthorized(registry: Registry, permission: Permission | undefined, hadToken: boolean): Response {
  const { loginServer } = registry;
  const parts = [`realm="https://${loginServer}/oauth2/token"`, `service="${loginServer}"`];
  if (permission) parts.push(`scope="${permission.type}:${permission.name}:${permission.action}"`);
  if (hadToken) parts.push('error="invalid_token"');
  const message = 'authentication required, visit https://aka.ms/acr/authorization for more information.';
  const answer = registryError(401, 'UNAUTHORIZED', message);
  return { ...answer, headers: { ...answer.headers, 'www-authenticate': `Bearer ${parts.join(',')}` } };
}

/** A refusal in the registry's own envelope. */
export function registryError(status: number, code: string, message: string): Response {
  return { status, headers: apiVersion, body: { errors: [{ code, message }] } };
}

export const apiVersion = { 'docker-distribution-api-version': 'registry/2.0' };
