/**
 * How a virtual machine gets its managed identities' tokens: the Instance Metadata Service
 * (learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token).
 */
import type { IncomingMessage } from 'node:http';
import type { IssuedToken } from '../entra/identityTokens.ts';
import { type EndpointResponse, type IdentityDeps, requestedIdentity } from './requestedIdentity.ts';

export const metadataPath = '/metadata/identity/oauth2/token';

const parameters = {
  client_id: 'clientId',
  object_id: 'objectId',
  msi_res_id: 'resourceId',
  mi_res_id: 'resourceId',
} as const;

export function metadataAnswer(
  identities: IdentityDeps,
  { headers }: IncomingMessage,
  query: URLSearchParams,
): EndpointResponse {
  // Forwarded requests come from elsewhere and get no token.
  if (headers['x-forwarded-for'] !== undefined) return metadataError('Forwarded requests are not answered');
  if (headers['metadata']?.toString().toLowerCase() !== 'true') {
    return metadataError('Required metadata header not specified');
  }
  if (query.get('api-version') !== '2018-02-01') return metadataError('Required query variable api-version');
  const resource = query.get('resource');
  if (!resource) return metadataError("Required query variable 'resource' is missing");
  const identity = requestedIdentity(identities, query, parameters);
  if (!identity) return metadataError('Identity not found');
  const issued = identities.issue(identity, resource);
  if (!issued) {
    return metadataError(
      `AADSTS500011: The resource principal named ${resource} was not found in the tenant.`,
      'invalid_resource',
    );
  }
  const { access_token, ...times } = tokenBody(issued, resource, identities.clock.now());
  return { status: 200, body: { access_token, client_id: identity.clientId, ...times } };
}

/** A token as a virtual machine and Cloud Shell hand it out; `now` in ms. */
export function tokenBody(issued: IssuedToken, resource: string, now: number) {
  const seconds = Math.floor(now / 1000);
  const holds = String(issued.expiresOn - seconds);
  return {
    access_token: issued.token,
    expires_in: holds,
    expires_on: String(issued.expiresOn),
    ext_expires_in: holds,
    not_before: String(seconds),
    resource,
    token_type: 'Bearer',
  };
}

export function metadataError(why: string, error = 'invalid_request'): EndpointResponse {
  return { status: 400, body: { error, error_description: why } };
}
