/** Documents by which clients find the endpoints. They name the host of the request. */
import type { Request, Response } from '../arm/route.ts';
import { resolveTenant } from './directory.ts';
import { errorResponse, unknownTenant } from './entraError.ts';
import type { EntraState } from './entraState.ts';

/** `GET /{tenant}/v2.0/.well-known/openid-configuration`. */
export function openIdConfiguration(entra: EntraState, request: Request): Response {
  const name = request.params['tenant'] ?? '';
  const tenantId = resolveTenant(entra.directory, name);
  if (tenantId === undefined) return errorResponse(unknownTenant(name), entra.clock.now());
  const { origin } = request.url;
  return {
    status: 200,
    headers: openHeaders(entra),
    body: {
      token_endpoint: `${origin}/${name}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      jwks_uri: `${origin}/${name}/discovery/v2.0/keys`,
      response_modes_supported: ['query', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['ES256'],
      response_types_supported: ['code'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: `${origin}/${tenantId}/v2.0`,
      authorization_endpoint: `${origin}/${name}/oauth2/v2.0/authorize`,
      device_authorization_endpoint: `${origin}/${name}/oauth2/v2.0/devicecode`,
      tenant_region_scope: null,
      cloud_instance_name: request.url.hostname,
    },
  };
}

/**
 * `GET /{tenant}/.well-known/openid-configuration`: the endpoints of version 1, and `adfs` for a tenant is
 * Active Directory Federation Services.
 */
export function openIdConfigurationOfV1(entra: EntraState, request: Request): Response {
  const name = request.params['tenant'] ?? '';
  const tenantId = resolveTenant(entra.directory, name);
  if (tenantId === undefined) return errorResponse(unknownTenant(name), entra.clock.now());
  const { origin } = request.url;
  return {
    status: 200,
    headers: openHeaders(entra),
    body: {
      issuer: name.toLowerCase() === 'adfs' ? `${origin}/adfs` : `https://sts.windows.net/${tenantId}/`,
      authorization_endpoint: `${origin}/${name}/oauth2/authorize`,
      token_endpoint: `${origin}/${name}/oauth2/token`,
      device_authorization_endpoint: `${origin}/${name}/oauth2/devicecode`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      jwks_uri: `${origin}/${name}/discovery/keys`,
      response_modes_supported: ['query', 'form_post'],
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['ES256'],
      scopes_supported: ['openid'],
    },
  };
}

/** `GET /common/discovery/instance`: the host of the request is a cloud of its own. */
export function instanceDiscovery(entra: EntraState, request: Request): Response {
  const { host, origin } = request.url;
  const [home] = entra.directory.tenantIds;
  return {
    status: 200,
    headers: openHeaders(entra),
    body: {
      tenant_discovery_endpoint: `${origin}/${home}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    },
  };
}

function openHeaders({ clock }: EntraState): Record<string, string> {
  return { 'access-control-allow-origin': '*', date: new Date(clock.now()).toUTCString() };
}
