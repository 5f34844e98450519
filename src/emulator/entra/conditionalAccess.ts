/** What a tenant requires beside a valid grant: conditional access, and continuous access evaluation. */
import { blockedByPolicy, EntraError, interactionRequired } from './entraError.ts';
import type { Account } from './directory.ts';
import type { EntraState, PendingSignIn } from './entraState.ts';
import type { JsonObject } from '../json.ts';

/** The authentication context that ARM requires in a token's `acrs`, in tenants with `claimsTenants` set. */
const context = 'p1';

/** `claims` of a request (JSON) as far as they say what an access token must have. */
interface RequestedClaims {
  readonly acrs: readonly string[];
}

/** @throws EntraError for claims that are no JSON. */
export function readClaims(claims: string | undefined): RequestedClaims {
  if (claims === undefined) return { acrs: [] };
  try {
    const { access_token: token } = JSON.parse(claims) as {
      access_token?: { acrs?: { value?: string; values?: string[] } };
    };
    const { value, values = [] } = token?.acrs ?? {};
    return { acrs: value === undefined ? values : [value, ...values] };
  } catch {
    throw new EntraError(400, 'invalid_request', 50148, 'The claims parameter of the request is malformed.');
  }
}

/** @throws EntraError where the tenant refuses everyone. */
export function checkTenant({ switches }: EntraState, tenantId: string): void {
  if (switches.failingTenants.includes(tenantId))
    throw new EntraError(400, 'access_denied', 53003, blockedByPolicy);
}

/** A sign-in in the browser satisfies what the tenant, or the application, requires. */
export function recordProof(entra: EntraState, { account, tenantId, claims }: PendingSignIn): void {
  const isRequired = entra.switches.mfaTenants.includes(tenantId) || readClaims(claims).acrs.length > 0;
  if (isRequired) entra.proved.add(proofOf(account, tenantId));
}

/** @throws EntraError where the account has to sign in to the tenant in the browser first. */
export function checkProof(
  entra: EntraState,
  account: Account,
  tenantId: string,
  claims: string | undefined,
): void {
  const isRequired = entra.switches.mfaTenants.includes(tenantId) || readClaims(claims).acrs.length > 0;
  if (isRequired && !entra.proved.has(proofOf(account, tenantId))) throw interactionRequired(claims);
}

function proofOf(account: Account, tenantId: string): string {
  return `${account.objectId} ${tenantId}`;
}

/** What ARM requires and a valid token lacks, as the claims of a challenge. */
export function missingClaims({ switches }: EntraState, claims: JsonObject): JsonObject | undefined {
  const { tid, acrs } = claims;
  if (typeof tid !== 'string' || !switches.claimsTenants.includes(tid)) return undefined;
  if (Array.isArray(acrs) && acrs.includes(context)) return undefined;
  return { access_token: { acrs: { essential: true, value: context } } };
}

/** The claims of the challenge for a token that was revoked at `at` (ms): a token that is issued later. */
export function claimsForNewerToken(at: number): JsonObject {
  return { access_token: { nbf: { essential: true, value: String(Math.floor(at / 1000)) } } };
}
