/**
 * How App Service, Functions and Container Apps give programs their managed identities' tokens
 * (learn.microsoft.com/azure/app-service/overview-managed-identity, "REST endpoint reference").
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Answer, type Identities, wanted } from './asked.ts';

export const appServicePath = '/msi/token';

const parameters = { client_id: 'clientId', principal_id: 'objectId', mi_res_id: 'resourceId' } as const;

/** `header` is what `X-IDENTITY-HEADER` has to say. */
export function appServiceAnswer(
  identities: Identities,
  header: string,
  request: IncomingMessage,
  query: URLSearchParams,
): Answer {
  if (request.headers['x-identity-header'] !== header) return refused(401, 'Unauthorized');
  if (query.get('api-version') !== '2019-08-01') return refused(400, 'The api-version is not supported.');
  const resource = query.get('resource');
  if (!resource) return refused(400, "The parameter 'resource' is required.");
  const identity = wanted(identities, query, parameters);
  if (!identity) return refused(400, notAssigned);
  const issued = identities.issue(identity, resource);
  if (!issued) {
    return refused(
      400,
      `AADSTS500011: The resource principal named ${resource} was not found in the tenant.`,
    );
  }
  return {
    status: 200,
    body: {
      access_token: issued.token,
      expires_on: String(issued.expiresOn),
      resource,
      token_type: 'Bearer',
      client_id: identity.clientId,
    },
  };
}

const notAssigned =
  'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.';

/** A refusal as App Service writes it. */
export function refused(status: number, message: string): Answer {
  return { status, body: { StatusCode: status, Message: message, CorrelationId: randomUUID() } };
}
