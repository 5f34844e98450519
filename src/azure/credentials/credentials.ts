/** Tokens through `@azure/identity`, for every way to sign in but VS Code's own. */
import { systemClock, type Clock } from '../../core/clock.ts';
import { Emitter } from '../../core/event.ts';
import { unlessAborted } from '../../core/patience.ts';
import type { CloudEndpoints, CredentialSource } from '../../core/ports.ts';
import type { SignInMethod } from '../../core/signInMethod.ts';
import { whyNoToken } from './failures.ts';
import { lifetimeOf } from './lifetime.ts';
import { openCredential } from './open.ts';
import { createTokenCache } from './tokenCache.ts';
import { patience, refusalOfMachine, type Heard } from './transport.ts';

export type { SignInMethod } from '../../core/signInMethod.ts';

/**
 * A source whose tokens come from `cloud.authorityHost` (or from this machine's managed identity, or from `az`).
 * One answer is waited for `wait` ms. Nothing is loaded, read or sent before the first `getToken`. Its failures are `AciError`s that name the next step.
 */
export function createCredentials(
  method: SignInMethod,
  cloud: CloudEndpoints,
  {
    clock = systemClock,
    wait = patience,
  }: { readonly clock?: Pick<Clock, 'now'>; readonly wait?: number } = {},
): CredentialSource {
  const now = () => clock.now();
  const cache = createTokenCache(now);

  async function ask(
    scopes: readonly string[],
    tenantId: string | undefined,
    claims: string | undefined,
    heard: Heard,
  ) {
    const credential = await openCredential(method, { cloud, tenantId, heard, now, wait });
    const got = await credential.getToken([...scopes], {
      enableCae: true,
      ...(tenantId === undefined ? {} : { tenantId }),
      ...(claims === undefined ? {} : { claims }),
    });
    if (!got) throw new Error('No token came.');
    return { token: got.token, ...lifetimeOf(got.token, now(), heard.ahead, got.expiresOnTimestamp) };
  }

  async function obtain(scopes: readonly string[], tenantId: string | undefined, claims: string | undefined) {
    const heard: Heard = { ahead: undefined, refusal: undefined, trouble: undefined };
    const again = (error: unknown) => {
      if (!isByOurClock(method, heard)) throw error;
      return ask(scopes, tenantId, claims, heard);
    };
    try {
      return await ask(scopes, tenantId, claims, heard).catch(again);
    } catch (error) {
      const said = method.kind === 'managedIdentity' ? refusalOfMachine(method.clientId) : heard.refusal;
      throw whyNoToken(error, { said, trouble: heard.trouble }, method, cloud);
    }
  }

  return {
    async getToken(scopes, tenantId, signal, challenge) {
      signal.throwIfAborted();
      // A managed identity is of one tenant, whatever is asked.
      const tenant = method.kind === 'managedIdentity' ? undefined : tenantId;
      const key = `${scopes.join(' ')} ${tenant?.toLowerCase() ?? ''}`;
      const asked = cache.get(key, claimsOf(challenge), claims => obtain(scopes, tenant, claims));
      const { token, expiresOn } = await unlessAborted(asked, signal);
      return { token, expiresOn };
    },
    refused: token => cache.drop(token),
    onDidChange: new Emitter<void>().event,
  };
}

/** Whether a certificate's proof was refused for its time, and Entra's answer told by how much our clock is wrong. */
function isByOurClock({ kind }: SignInMethod, { ahead, refusal }: Heard): boolean {
  return kind === 'clientCertificate' && ahead !== undefined && refusal?.startsWith('AADSTS700024') === true;
}

/** The claims (JSON) that a `WWW-Authenticate` header demands; it carries them as base64. */
function claimsOf(challenge: string | undefined): string | undefined {
  const encoded = /\bclaims="([^"]+)"/.exec(challenge ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString();
}
