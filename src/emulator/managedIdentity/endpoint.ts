/**
 * The endpoint by which programs on this machine get its managed identities' tokens, as App Service offers it
 * (learn.microsoft.com/azure/app-service/overview-managed-identity, "REST endpoint reference").
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../clock.ts';
import type { JsonObject } from '../containers/types.ts';
import type { ManagedIdentity } from '../entra/directory.ts';
import type { IssuedToken } from '../entra/entra.ts';

export interface IdentityEndpoint {
  /** `http://127.0.0.1:4712/msi/token`, for `IDENTITY_ENDPOINT`. */
  readonly identityEndpoint: string;
  /** What `X-IDENTITY-HEADER` has to say, for `IDENTITY_HEADER`. New with each start. */
  readonly identityHeader: string;
  close(): Promise<void>;
}

interface Identities {
  /** The system-assigned one. */
  readonly machine: ManagedIdentity;
  /** The user-assigned ones. */
  readonly assigned: readonly ManagedIdentity[];
  /** Undefined for a resource that nobody knows. */
  readonly issue: (identity: ManagedIdentity, resource: string) => IssuedToken | undefined;
  readonly clock: Clock;
}

const path = '/msi/token';

/** Starts listening on 127.0.0.1, without TLS, as the real one does. */
export async function startIdentityEndpoint(identities: Identities): Promise<IdentityEndpoint> {
  const identityHeader = randomUUID();
  const server = createServer((request, response) => {
    const { status, body } = answer(identities, identityHeader, request);
    response.setHeader('date', new Date(identities.clock.now()).toUTCString());
    send(response, status, body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    identityEndpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    identityHeader,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

function answer(identities: Identities, header: string, request: IncomingMessage): Answer {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (url.pathname.replace(/\/$/, '') !== path) return refused(404, 'Not Found');
  if (request.method !== 'GET') return refused(405, 'Method Not Allowed');
  if (request.headers['x-identity-header'] !== header) return refused(401, 'Unauthorized');
  if (url.searchParams.get('api-version') !== '2019-08-01') {
    return refused(400, 'The api-version is not supported.');
  }
  const resource = url.searchParams.get('resource');
  if (!resource) return refused(400, "The parameter 'resource' is required.");
  const identity = wanted(identities, url.searchParams);
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

/** The identity that a request names; the machine's own where it names none. */
function wanted({ machine, assigned }: Identities, query: URLSearchParams): ManagedIdentity | undefined {
  const keys = [
    ['client_id', 'clientId'],
    ['principal_id', 'objectId'],
    ['mi_res_id', 'resourceId'],
  ] as const;
  const [asked] = keys.filter(([parameter]) => query.has(parameter));
  if (!asked) return machine;
  const [parameter, key] = asked;
  const value = query.get(parameter)?.toLowerCase();
  return [machine, ...assigned].find(each => each[key].toLowerCase() === value);
}

function refused(status: number, message: string): Answer {
  return { status, body: { StatusCode: status, Message: message, CorrelationId: randomUUID() } };
}

function send(response: ServerResponse, status: number, body: JsonObject): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
