/**
 * Azure Storage's blob service, as far as clients of registry builds speak it: Put Blob, Get Blob with a range and (as HEAD)
 * Get Blob Properties, each with a shared access signature and nothing else.
 */
import type { Request, Response, Route } from '../arm/route.ts';
import { blobError } from './blobError.ts';
import type { Blob, Blobs } from './blobs.ts';

export function blobRoutes(blobs: Blobs): Route[] {
  const route = (
    method: string,
    right: 'r' | 'w',
    answer: (path: string, request: Request) => Response,
  ): Route => ({
    method,
    path: /^\/(?<path>[^/]+\/.+)$/,
    access: 'open',
    answer(request) {
      const { path = '' } = request.params;
      return refusal(blobs, path, request, right) ?? answer(path, request);
    },
  });
  return [
    route('PUT', 'w', (path, request) => put(blobs, path, request)),
    route('GET', 'r', (path, request) => {
      const blob = blobs.get(path);
      return blob ? get(blob, request) : blobError('BlobNotFound');
    }),
  ];
}

function refusal(blobs: Blobs, path: string, { url }: Request, right: 'r' | 'w'): Response | undefined {
  const allowed = blobs.allows(path, url.searchParams, right);
  if (allowed === 'yes') return undefined;
  return blobError(allowed === 'otherRights' ? 'AuthorizationPermissionMismatch' : 'AuthenticationFailed');
}

function put(blobs: Blobs, path: string, { headers, url, bytes }: Request): Response {
  if (url.searchParams.has('comp')) return blobError('InvalidQueryParameterValue', { name: 'comp' });
  const type = headers['x-ms-blob-type'];
  if (type === undefined) return blobError('MissingRequiredHeader', { name: 'x-ms-blob-type' });
  if (type !== 'BlockBlob') return blobError('InvalidHeaderValue', { name: 'x-ms-blob-type' });
  const { etag, modified } = blobs.put(path, bytes ?? Buffer.alloc(0));
  const lastModified = new Date(modified).toUTCString();
  return {
    status: 201,
    headers: { etag, 'last-modified': lastModified, 'x-ms-request-server-encrypted': 'true' },
  };
}

function get(blob: Blob, { headers }: Request): Response {
  const size = blob.content.length;
  const wanted = headers['x-ms-range'] ?? headers.range;
  const range = typeof wanted === 'string' ? /^bytes=(\d+)-(\d*)$/.exec(wanted) : null;
  if (!range) return { status: 200, headers: headersOf(blob), bytes: blob.content };
  const from = Number(range[1]);
  const to = Math.min(range[2] ? Number(range[2]) : size - 1, size - 1);
  if (from >= size || to < from) return blobError('InvalidRange', {}, { 'content-range': `bytes */${size}` });
  return {
    status: 206,
    headers: { ...headersOf(blob), 'content-range': `bytes ${from}-${to}/${size}` },
    bytes: blob.content.subarray(from, to + 1),
  };
}

function headersOf(blob: Blob): Record<string, string> {
  const metadata = Object.entries(blob.metadata).map(
    ([name, value]) => [`x-ms-meta-${name}`, value] as const,
  );
  return {
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    etag: blob.etag,
    'last-modified': new Date(blob.modified).toUTCString(),
    'x-ms-blob-type': blob.type,
    'x-ms-creation-time': new Date(blob.created).toUTCString(),
    ...Object.fromEntries(metadata),
  };
}
