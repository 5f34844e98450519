/**
 * How Cloud Shell gives tokens of the person who works in it: a form is posted to `MSI_ENDPOINT`
 * (learn.microsoft.com/azure/cloud-shell/msi-authorization). The old extension of virtual machines answered there as
 * well, for the machine's identities, where one is named.
 */
import type { IncomingMessage } from 'node:http';
import { type Answer, type Identities, wanted } from './asked.ts';
import { refused, tokenBody } from './metadata.ts';

export const cloudShellPath = '/oauth2/token';

const parameters = { client_id: 'clientId', object_id: 'objectId', msi_res_id: 'resourceId' } as const;

export function cloudShellAnswer(
  identities: Identities,
  { method, headers }: IncomingMessage,
  form: URLSearchParams,
): Answer {
  if (method !== 'POST') return { ...refused('Only POST is answered'), status: 405 };
  if (headers['metadata']?.toString().toLowerCase() !== 'true') {
    return refused('Required metadata header not specified');
  }
  const resource = form.get('resource');
  if (!resource) return refused("Required parameter 'resource' is missing");
  const isNamed = Object.keys(parameters).some(each => form.has(each));
  const identity = isNamed ? wanted(identities, form, parameters) : undefined;
  if (isNamed && !identity) return refused('Identity not found');
  const issued = identity ? identities.issue(identity, resource) : identities.issuePersonal(resource);
  if (!issued) {
    return refused(
      `The resource principal named ${resource} was not found in the tenant.`,
      'invalid_resource',
    );
  }
  return { status: 200, body: { ...tokenBody(issued, resource, identities.clock.now()), refresh_token: '' } };
}
