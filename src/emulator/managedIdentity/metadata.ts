/**
 * How a virtual machine gets its managed identities' tokens: the Instance Metadata Service
 * (learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token).
 */
import type { IncomingMessage } from 'node:http';
import type { IssuedToken } from '../entra/entra.ts';
import { type Answer, type Identities, wanted } from './asked.ts';

export const metadataPath = '/metadata/identity/oauth2/token';

const parameters = {
  client_id: 'clientId',
  object_id: 'objectId',
  msi_res_id: 'resourceId',
  mi_res_id: 'resourceId',
} as const;

export function metadataAnswer(
  identities: Identities,
  { headers }: IncomingMessage,
  query: URLSearchParams,
): Answer {
  // Who forwards a request from elsewhere is not meant to learn a token.
  if (headers['x-forwarded-for'] !== undefined) return refused('Forwarded requests are not answered');
  if (headers['metadata']?.toString().toLowerCase() !== 'true') {
    return refused('Required metadata header not specified');
  }
  if (query.get('api-version') !== '2018-02-01') return refused('Required query variable api-version');
  const resource = query.get('resource');
  if (!resource) return refused("Required query variable 'resource' is missing");
  const identity = wanted(identities, query, parameters);
  if (!identity) return refused('Identity not found');
  const issued = identities.issue(identity, resource);
  if (!issued) {
    return refused(
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

export function refused(why: string, error = 'invalid_request'): Answer {
  return { status: 400, body: { error, error_description: why } };
}
