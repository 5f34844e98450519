/** Tokens by what they are for: one request for each however many ask at once, and another before they end. */
import { AciError, isConnectionError } from '../../core/errors.ts';
import type { AccessToken } from '../../core/account/credentialSource.ts';
import type { TokenLifetime } from './tokenLifetime.ts';

/** Asks for a token, with these claims (JSON) where some were demanded. */
export type ObtainToken = (claims: string | undefined) => Promise<AccessToken & TokenLifetime>;

export interface TokenCache {
  /**
   * The token for `key`. `claims` (JSON) are what a challenge demands: a token that was asked for with the same ones
   * is given out, any other is replaced, and its successors are asked for with them too.
   */
  get(key: string, claims: string | undefined, obtain: ObtainToken): Promise<AccessToken>;
  /** Forgets a token that was refused; whether it was one of these. */
  drop(token: string): boolean;
}

interface CachedToken extends AccessToken, TokenLifetime {
  readonly claims: string | undefined;
}

export function createTokenCache(now: () => number): TokenCache {
  const tokens = new Map<string, CachedToken>();
  const claimsByKey = new Map<string, string>();
  const requests = new Map<string, Promise<AccessToken>>();

  async function renew(key: string, claims: string | undefined, obtain: ObtainToken): Promise<AccessToken> {
    const former = tokens.get(key);
    try {
      const token = { ...(await obtain(claims)), claims };
      tokens.set(key, token);
      if (claims !== undefined) claimsByKey.set(key, claims);
      return token;
    } catch (error) {
      const isPassing = error instanceof AciError && (isConnectionError(error) || error.kind === 'service');
      if (former && isPassing && former.claims === claims && now() < former.expiresOn) return former;
      throw error;
    }
  }

  return {
    get(key, challenged, obtain) {
      const present = tokens.get(key);
      const meets = challenged === undefined || present?.claims === challenged;
      if (present && meets && now() < present.renewOn) return Promise.resolve(present);
      const claims = challenged ?? claimsByKey.get(key);
      const request = `${key} ${claims ?? ''}`;
      const pending = requests.get(request) ?? renew(key, claims, obtain);
      requests.set(request, pending);
      const done = () => {
        if (requests.get(request) === pending) requests.delete(request);
      };
      pending.then(done, done);
      return pending;
    },
    drop(token) {
      const keys = [...tokens].filter(([, each]) => each.token === token).map(([key]) => key);
      for (const key of keys) tokens.delete(key);
      return keys.length > 0;
    },
  };
}
