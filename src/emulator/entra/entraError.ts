/** Entra's errors. */
import { randomUUID } from 'node:crypto';
import type { Response } from '../arm/route.ts';
import type { Account } from './directory.ts';

/** `error` is OAuth's code, `code` the AADSTS number that people search for. */
export class EntraError extends Error {
  readonly status: number;
  readonly error: string;
  readonly code: number;
  /** Claims (JSON) that the next request should carry. */
  readonly claims: string | undefined;

  constructor(status: number, error: string, code: number, message: string, claims?: string) {
    super(message);
    this.claims = claims;
    this.status = status;
    this.error = error;
    this.code = code;
  }
}

/** An error as Entra's endpoints answer it. */
export function errorResponse(error: EntraError, now: number): Response {
  const trace = randomUUID();
  const correlation = randomUUID();
  const timestamp = new Date(now).toISOString().replace('T', ' ').replace(/\.\d+/, '');
  return {
    status: error.status,
    headers: { 'content-type': 'application/json; charset=utf-8', date: new Date(now).toUTCString() },
    body: {
      error: error.error,
      error_description: `AADSTS${error.code}: ${error.message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [error.code],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      ...(error.claims === undefined ? {} : { claims: error.claims }),
    },
  };
}

export function unknownTenant(name: string): EntraError {
  return new EntraError(
    400,
    'invalid_tenant',
    90002,
    `Tenant '${name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
  );
}

/** An account asks for a tenant that does not know it. */
export function accountNotInTenant(tenantId: string, account: Account): EntraError {
  const message = `User account '${account.userName}' from identity provider 'https://sts.windows.net/${account.tenantIds[0]}/' does not exist in tenant '${tenantId}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.`;
  return new EntraError(400, 'invalid_grant', 50020, message);
}

export const blockedByPolicy =
  'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.';

/** Signing in in the browser is needed, for what `claims` (JSON) say. */
export function interactionRequired(claims: string | undefined): EntraError {
  const message =
    "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '797f4846-ba00-4fd7-ba43-dac1f8f63013'.";
  return new EntraError(400, 'interaction_required', 50076, message, claims);
}
