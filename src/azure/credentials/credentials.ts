/** Tokens through `@azure/identity`, for every way to sign in but VS Code's own. */
import { systemClock, type Clock } from '../../core/clock.ts';
import { Emitter } from '../../core/event.ts';
import { waitUnlessAborted } from '../../core/abortableWait.ts';
import type { CloudEndpoints, CredentialSource } from '../../core/azureApi.ts';
import type { SignInMethod } from '../../core/account/signInMethod.ts';
import { toSignInError } from './signInErrors.ts';
import { tokenLifetimeOf } from './tokenLifetime.ts';
import { createIdentityCredential } from './identityCredential.ts';
import { createTokenCache } from './tokenCache.ts';
import { answerTimeout, managedIdentityRefusal, type EntraObservations } from './identityTransport.ts';

export type { SignInMethod } from '../../core/account/signInMethod.ts';

/**
 * A source whose tokens come from `cloud.authorityHost` (or from this machine's managed identity, or from `az`).
 * One answer is waited for `wait` ms. Nothing is loaded, read or sent before the first `getToken`. Its failures are `AciError`s that name the next step.
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

  async function ask(
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
    const heard: EntraObservations = { clockAhead: undefined, refusal: undefined, networkError: undefined };
    const again = (error: unknown) => {
      if (!isCausedByClockSkew(method, heard)) throw error;
      return ask(scopes, tenantId, claims, heard);
    };
    try {
      return await ask(scopes, tenantId, claims, heard).catch(again);
    } catch (error) {
      const said =
        method.kind === 'managedIdentity' ? managedIdentityRefusal(method.clientId) : heard.refusal;
      throw toSignInError(error, { said, trouble: heard.networkError }, method, cloud);
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

/** Whether a certificate's proof was refused for its time, and Entra's answer told by how much our clock is wrong. */
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
