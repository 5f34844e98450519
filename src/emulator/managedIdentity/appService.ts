/**
 * How App Service, Functions and Container Apps give programs their managed identities' tokens
 * (learn.microsoft.com/azure/app-service/overview-managed-identity, "REST endpoint reference").
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type EndpointResponse, type IdentityDeps, requestedIdentity } from './requestedIdentity.ts';

export const appServicePath = '/msi/token';

const parameters = { client_id: 'clientId', principal_id: 'objectId', mi_res_id: 'resourceId' } as const;

/** Until 2019: another header, one parameter for the identity, and another format of times. */
const older = { version: '2017-09-01', header: 'secret', parameters: { clientid: 'clientId' } } as const;
const newer = { version: '2019-08-01', header: 'x-identity-header', parameters } as const;

/**
 * `header` is the required value of `X-IDENTITY-HEADER`, and `secret` in version 2017-09-01 (`MSI_ENDPOINT`,
 * `MSI_SECRET`).
 */
export function appServiceAnswer(
  identities: IdentityDeps,
  header: string,
  request: IncomingMessage,
  query: URLSearchParams,
): EndpointResponse {
  const api = query.get('api-version') === older.version ? older : newer;
  if (request.headers[api.header] !== header) return appServiceError(401, 'Unauthorized');
  if (query.get('api-version') !== api.version)
    return appServiceError(400, 'The api-version is not supported.');
  const resource = query.get('resource');
  if (!resource) return appServiceError(400, "The parameter 'resource' is required.");
  const identity = requestedIdentity(identities, query, api.parameters);
  if (!identity) return appServiceError(400, notAssigned);
  const issued = identities.issue(identity, resource);
  if (!issued) {
    return appServiceError(
      400,
      `AADSTS500011: The resource principal named ${resource} was not found in the tenant.`,
    );
  }
  return {
    status: 200,
    body: {
      access_token: issued.token,
      expires_on: api === older ? olderTime(issued.expiresOn) : String(issued.expiresOn),
      resource,
      token_type: 'Bearer',
      client_id: identity.clientId,
    },
  };
}

/** `11/05/2021 15:18:31 +00:00`, as Azure CLI reads it (`azure/cli/core/auth/adal_authentication.py`). */
function olderTime(seconds: number): string {
  const [date = '', time = ''] = new Date(seconds * 1000).toISOString().split(/[T.]/);
  const [year, month, day] = date.split('-');
  return `${month}/${day}/${year} ${time} +00:00`;
}

const notAssigned =
  'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.';

/** A refusal as App Service writes it. */
export function appServiceError(status: number, message: string): EndpointResponse {
  return { status, body: { StatusCode: status, Message: message, CorrelationId: randomUUID() } };
}
