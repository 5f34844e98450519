/** Reads the parts of a request that don't depend on its route. */
import type { IncomingMessage } from 'node:http';
import { gatewayError } from './arm/armError.ts';

/** The address of a request. Doubled slashes, which SDKs send before ids and scopes, count as one. */
export function requestUrl({ url = '/', headers }: IncomingMessage, origin: string): URL {
  const host = `https://${headers.host ?? origin.slice(8)}`;
  const address = new URL(url.startsWith('/') ? host + url : url, host);
  address.pathname = address.pathname.replaceAll(/\/{2,}/g, '/');
  return address;
}

/** The client's own id of its request, where it asks for it ("Common API details", azure-resource-manager-rpc). */
export function clientRequestIdHeader({ headers }: IncomingMessage): Record<string, string> {
  const id = headers['x-ms-client-request-id'];
  const isRequested = String(headers['x-ms-return-client-request-id']).toLowerCase() === 'true';
  return isRequested && typeof id === 'string' ? { 'x-ms-client-request-id': id } : {};
}

/** The largest body that Azure Resource Manager takes, in bytes. */
export const maxBodyBytes = 4 * 1024 * 1024;

/** The words: Azure/azure-api-management-devops-resource-kit#594. */
export const bodyTooLargeError = gatewayError(
  413,
  'RequestContentTooLarge',
  'The request content size exceeds the maximum size of 4 MB.',
  { headers: { connection: 'close' } },
);

/** A body, undefined where it has more than `maxBytes`. */
export async function readRequestBody(
  incoming: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
      const buffer = chunk as Buffer;
      bytes += buffer.length;
      if (bytes > maxBytes) return undefined;
      chunks.push(buffer);
    }
  } catch {
    // The client has disconnected: no response can reach it.
  }
  return Buffer.concat(chunks);
}
