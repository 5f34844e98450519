/**
 * How Cloud Shell gives tokens of the person who works in it: a form is posted to `MSI_ENDPOINT`
 * (learn.microsoft.com/azure/cloud-shell/msi-authorization). The old extension of virtual machines answered there as
 * well, for the machine's identities, where one is named.
 */
import type { IncomingMessage } from 'node:http';
import { type EndpointResponse, type IdentityDeps, requestedIdentity } from './requestedIdentity.ts';
import { metadataError, tokenBody } from './instanceMetadata.ts';

export const cloudShellPath = '/oauth2/token';

const parameters = { client_id: 'clientId', object_id: 'objectId', msi_res_id: 'resourceId' } as const;

export function cloudShellAnswer(
  identities: IdentityDeps,
  { method, headers }: IncomingMessage,
  form: URLSearchParams,
): EndpointResponse {
  if (method !== 'POST') return { ...metadataError('Only POST is answered'), status: 405 };
  if (headers['metadata']?.toString().toLowerCase() !== 'true') {
    return metadataError('Required metadata header not specified');
  }
  const resource = form.get('resource');
  if (!resource) return metadataError("Required parameter 'resource' is missing");
  const isNamed = Object.keys(parameters).some(each => form.has(each));
  const identity = isNamed ? requestedIdentity(identities, form, parameters) : undefined;
  if (isNamed && !identity) return metadataError('Identity not found');
  const issued = identity ? identities.issue(identity, resource) : identities.issuePersonal(resource);
  if (!issued) {
    return metadataError(
      `The resource principal named ${resource} was not found in the tenant.`,
      'invalid_resource',
    );
  }
  return { status: 200, body: { ...tokenBody(issued, resource, identities.clock.now()), refresh_token: '' } };
}
