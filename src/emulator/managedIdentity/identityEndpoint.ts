/** The endpoint for tokens of this machine's managed identities, as App Service, a VM and Cloud Shell have it. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { maxBodyBytes, readRequestBody, requestUrl } from '../incomingRequest.ts';
import { appServiceAnswer, appServicePath, appServiceError } from './appService.ts';
import type { EndpointResponse, IdentityDeps } from './requestedIdentity.ts';
import { cloudShellAnswer, cloudShellPath } from './cloudShell.ts';
import { metadataAnswer, metadataPath } from './instanceMetadata.ts';
import type { JsonObject } from '../json.ts';

export interface IdentityEndpoint {
  /**
   * `http://127.0.0.1:4712/msi/token`, for `IDENTITY_ENDPOINT`. Its origin is for `AZURE_POD_IDENTITY_AUTHORITY_HOST`:
   * there, it is a virtual machine's Instance Metadata Service. `/oauth2/token` there is Cloud Shell's `MSI_ENDPOINT`.
   * These two ask for no secret, and answer only where the emulator is `passwordless`.
   */
  readonly identityEndpoint: string;
  /** The required value of `X-IDENTITY-HEADER`, for `IDENTITY_HEADER`. New with each start. */
  readonly identityHeader: string;
  close(): Promise<void>;
}

/** Starts listening on 127.0.0.1, without TLS, as the real ones do. */
export async function startIdentityEndpoint(identities: IdentityDeps): Promise<IdentityEndpoint> {
  const identityHeader = randomUUID();
  const server = createServer((request, response) => {
    const answering = readRequestBody(request, maxBodyBytes).then(form => {
      const { status, body } =
        form === undefined
          ? appServiceError(413, 'Request Entity Too Large')
          : answer(identities, identityHeader, request, form.toString('utf8'));
      response.setHeader('date', new Date(identities.clock.now()).toUTCString());
      send(response, status, body);
    });
    // No request may end the emulator.
    answering.catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    identityEndpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}${appServicePath}`,
    identityHeader,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(
  identities: IdentityDeps,
  header: string,
  request: IncomingMessage,
  form: string,
): EndpointResponse {
  if (!isForThisMachine(request)) return appServiceError(400, 'The request is not for this machine.');
  const { pathname, searchParams } = requestUrl(request, 'http://127.0.0.1');
  const path = pathname.replace(/\/$/, '');
  const isOpen = path === cloudShellPath || path === metadataPath;
  if (isOpen && !identities.passwordless()) {
    return appServiceError(403, 'Tokens without a password are off: start the emulator with --passwordless.');
  }
  if (path === cloudShellPath) return cloudShellAnswer(identities, request, new URLSearchParams(form));
  if (path !== appServicePath && path !== metadataPath) return appServiceError(404, 'Not Found');
  if (request.method !== 'GET') return appServiceError(405, 'Method Not Allowed');
  return path === metadataPath
    ? metadataAnswer(identities, request, searchParams)
    : appServiceAnswer(identities, header, request, searchParams);
}

/**
 * DNS rebinding: a web page whose host name resolves to this address sends its own name as the host, and gets no token.
 * The metadata service's address, which a proxy forwards here, can't be used so.
 */
function isForThisMachine({ headers: { host = '' } }: IncomingMessage): boolean {
  return /^(?:127\.0\.0\.1|169\.254\.169\.254|localhost|\[::1\])(?::\d+)?$/i.test(host);
}

function send(response: ServerResponse, status: number, body: JsonObject): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
