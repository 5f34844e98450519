/** Tokens through `@azure/identity`, for every way to sign in but VS Code's own. */
import { systemClock, type Clock } from '../../core/clock.ts';
import { Emitter } from '../../core/event.ts';
import { waitUnlessAborted } from '../../core/abortableWait.ts';
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import type { CredentialSource } from '../../core/account/credentialSource.ts';
import type { SignInMethod } from '../../core/account/signInMethod.ts';
import { toSignInError } from './signInErrors.ts';
import { tokenLifetimeOf } from './tokenLifetime.ts';
import { createIdentityCredential } from './identityCredential.ts';
import { createTokenCache } from './tokenCache.ts';
import { answerTimeout, managedIdentityRefusal, type EntraObservations } from './identityTransport.ts';

/**
 * A source whose tokens come from `cloud.authorityHost` (or from this machine's managed identity, or from `az`).
 * One answer is waited for `wait` ms. Nothing is loaded, read or sent before the first `getToken`. Its failures are
 * `AciError`s that name the next step.
 */
export function createCredentials(
  method: SignInMethod,
  cloud: CloudEndpoints,
  {
    clock = systemClock,
    wait = answerTimeout,
  }: { readonly clock?: Pick<Clock, 'now'>; readonly wait?: number } = {},
): CredentialSource {
  const now = () => clock.now();
  const cache = createTokenCache(now);

  async function requestToken(
    scopes: readonly string[],
    tenantId: string | undefined,
    claims: string | undefined,
    observations: EntraObservations,
  ) {
    const credential = await createIdentityCredential(method, { cloud, tenantId, observations, now, wait });
    const got = await credential.getToken([...scopes], {
      enableCae: true,
      ...(tenantId === undefined ? {} : { tenantId }),
      ...(claims === undefined ? {} : { claims }),
    });
    if (!got) throw new Error('No token came.');
    return {
      token: got.token,
      ...tokenLifetimeOf(got.token, now(), observations.clockAhead, got.expiresOnTimestamp),
    };
  }

  async function obtain(scopes: readonly string[], tenantId: string | undefined, claims: string | undefined) {
    const observations: EntraObservations = {
      clockAhead: undefined,
      refusal: undefined,
      networkError: undefined,
    };
    const retryWithServerTime = (error: unknown) => {
      if (!isCausedByClockSkew(method, observations)) throw error;
      return requestToken(scopes, tenantId, claims, observations);
    };
    try {
      return await requestToken(scopes, tenantId, claims, observations).catch(retryWithServerTime);
    } catch (error) {
      const message =
        method.kind === 'managedIdentity' ? managedIdentityRefusal(method.clientId) : observations.refusal;
      throw toSignInError(error, { message, networkError: observations.networkError }, method, cloud);
    }
  }

  return {
    async getToken(scopes, tenantId, signal, challenge) {
      signal.throwIfAborted();
      // A managed identity is of one tenant, whatever is asked.
      const tenant = method.kind === 'managedIdentity' ? undefined : tenantId;
      const key = `${scopes.join(' ')} ${tenant?.toLowerCase() ?? ''}`;
      const asked = cache.get(key, claimsOf(challenge), claims => obtain(scopes, tenant, claims));
      const { token, expiresOn } = await waitUnlessAborted(asked, signal);
      return { token, expiresOn };
    },
    invalidateToken: token => cache.drop(token),
    onDidChange: new Emitter<void>().event,
  };
}

/** Whether a certificate's proof was refused for its time, and Entra's answer showed by how much our clock is wrong. */
function isCausedByClockSkew({ kind }: SignInMethod, { clockAhead, refusal }: EntraObservations): boolean {
  return (
    kind === 'clientCertificate' && clockAhead !== undefined && refusal?.startsWith('AADSTS700024') === true
  );
}

/** The claims (JSON) that a `WWW-Authenticate` header demands; it carries them as base64. */
function claimsOf(challenge: string | undefined): string | undefined {
  const encoded = /\bclaims="([^"]+)"/.exec(challenge ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString();
}
