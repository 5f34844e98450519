/** Errors of Azure Storage in its own XML ("Status and error codes", "Blob service error codes"). */
import { randomUUID } from 'node:crypto';
import type { Response } from '../arm/route.ts';
import { storageVersion } from './blobs.ts';

const errors = {
  AuthenticationFailed: [
    403,
    'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
  ],
  AuthorizationPermissionMismatch: [
    403,
    'This request is not authorized to perform this operation using this permission.',
  ],
  BlobNotFound: [404, 'The specified blob does not exist.'],
  InvalidHeaderValue: [400, 'The value for one of the HTTP headers is not in the correct format.'],
  InvalidQueryParameterValue: [
    400,
    'Value for one of the query parameters specified in the request URI is invalid.',
  ],
  InvalidRange: [416, 'The range specified is invalid for the current size of the resource.'],
  MissingRequiredHeader: [400, "An HTTP header that's mandatory for this request is not specified."],
  RequestBodyTooLarge: [413, 'The request body is too large and exceeds the maximum permissible limit.'],
} as const satisfies Record<string, readonly [number, string]>;

interface Details {
  /** The header or query parameter that is meant. */
  readonly name?: string;
  /** In bytes. */
  readonly maxLimit?: number;
}

export function blobError(
  code: keyof typeof errors,
  { name, maxLimit }: Details = {},
  headers: Readonly<Record<string, string>> = {},
): Response {
  const [status, message] = errors[code];
  const id = randomUUID();
  const element = code === 'InvalidQueryParameterValue' ? 'QueryParameterName' : 'HeaderName';
  const named = name === undefined ? '' : `<${element}>${name}</${element}>`;
  const limit = maxLimit === undefined ? '' : `<MaxLimit>${maxLimit}</MaxLimit>`;
  return {
    status,
    headers: {
      'content-type': 'application/xml',
      'x-ms-error-code': code,
      'x-ms-request-id': id,
      'x-ms-version': storageVersion,
      ...headers,
    },
    body: `\ufeff<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}\nRequestId:${id}</Message>${named}${limit}</Error>`,
  };
}
