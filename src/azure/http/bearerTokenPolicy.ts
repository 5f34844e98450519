/**
 * Puts the account's token on each request, in place of the SDK's own policy: that one keeps a token for as long as
 * it lasts (a changed account would go unnoticed), and lets the abort of one request end the token call of all.
 */
import type { PipelinePolicy, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { AciError } from '../../core/errors.ts';
import type { CredentialSource } from '../../core/account/credentialSource.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { errorOfThrown } from '../errors/errorMapping.ts';

export interface BearerTokenOptions {
  /** The only origin that ever gets the token: `https://management.azure.com`. */
  readonly origin: string;
  readonly scope: string;
  readonly credentials: CredentialSource;
  /** The tenant that the token must be of; undefined: the account's own. */
  tenantId(): string | undefined;
  /** ARM named the tenant in a 401; returns whether that is worth another attempt. */
  learnTenant(tenantId: string): boolean;
}

/** The policy that adds `Authorization: Bearer …`. Refuses any other host than the cloud's own. */
export function bearerTokenPolicy(options: BearerTokenOptions): PipelinePolicy {
  const authorize = async (request: PipelineRequest, challenge?: string) => {
    const signal = request.abortSignal as AbortSignal | undefined;
    const token = await getAccessToken(options, signal ?? neverAborts(), challenge);
    request.headers.set('Authorization', `Bearer ${token}`);
  };
  return {
    name: 'bearerToken',
    async sendRequest(request, next) {
      assertSameOrigin(request.url, options.origin);
      await authorize(request);
      const response = await next(request);
      const refused = request.headers.get('Authorization');
      const challenge =
        challengeWorthAnswering(response, options) ?? challengeOfRefusedToken(response, refused, options);
      if (challenge === undefined) return response;
      await authorize(request, challenge.claims ? challenge.header : undefined);
      return request.headers.get('Authorization') === refused ? response : next(request);
    },
  };
}

/** A token, or the `AciError` that says why there is none. */
export async function getAccessToken(
  { credentials, scope, tenantId }: Pick<BearerTokenOptions, 'credentials' | 'scope' | 'tenantId'>,
  signal: AbortSignal,
  challenge?: string,
): Promise<string> {
  try {
    return (await credentials.getToken([scope], tenantId(), signal, challenge)).token;
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    const error = errorOfThrown(thrown);
    if (error instanceof AciError && error.kind === 'unexpected') {
      throw new AciError('signedOut', error.message, { cause: thrown });
    }
    throw error;
  }
}

/** Throws unless `url` is on `origin`: a link in an answer must not carry the token elsewhere. */
export function assertSameOrigin(url: string, origin: string): void {
  if (URL.canParse(url) && new URL(url).origin === new URL(origin).origin) return;
  const host = URL.canParse(url) ? new URL(url).host : 'an address that makes no sense';
  throw new AciError('service', `Azure's answer led to ${host}. It was not followed.`);
}

interface Challenge {
  readonly header: string;
  readonly claims: boolean;
}

/**
 * A 401 without more: expired (a wrong clock here) or revoked. Another token may be had where we keep them ourselves.
 */
function challengeOfRefusedToken(
  response: PipelineResponse,
  authorization: string | undefined,
  { credentials }: BearerTokenOptions,
): Challenge | undefined {
  if (response.status !== 401) return undefined;
  const token = authorization?.replace(/^Bearer /, '') ?? '';
  return credentials.invalidateToken?.(token) === true ? { header: '', claims: false } : undefined;
}

/** A 401 that a new token can mend: claims are wanted (conditional access), or the tenant was not known. */
function challengeWorthAnswering(
  response: PipelineResponse,
  options: BearerTokenOptions,
): Challenge | undefined {
  const header = response.status === 401 ? response.headers.get('WWW-Authenticate') : undefined;
  if (header === undefined) return undefined;
  if (/\bclaims="/.test(header)) return { header, claims: true };
  const tenant = /authorization(?:_uri)?="https:\/\/[^/"]+\/([0-9a-f-]{36})\b/i.exec(header)?.[1];
  return tenant !== undefined && options.learnTenant(tenant) ? { header, claims: false } : undefined;
}
