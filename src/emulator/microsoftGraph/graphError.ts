import { randomUUID } from 'node:crypto';
import type { Response } from '../arm/route.ts';

/** A refusal in Microsoft Graph's envelope. */
export function graphError(status: number, code: string, message: string): Response {
  const id = randomUUID();
  const innerError = { 'request-id': id, 'client-request-id': id };
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: { error: { code, message, innerError } },
  };
}
