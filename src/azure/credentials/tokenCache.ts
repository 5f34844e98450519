/** Tokens by what they are for: one request for each however many ask at once, and another before they end. */
import { AciError, isConnectionError } from '../../core/errors.ts';
import type { AccessToken } from '../../core/azureApi.ts';
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
  const held = new Map<string, CachedToken>();
  const demanded = new Map<string, string>();
  const underWay = new Map<string, Promise<AccessToken>>();

  async function renew(key: string, claims: string | undefined, obtain: ObtainToken): Promise<AccessToken> {
    const former = held.get(key);
    try {
      const token = { ...(await obtain(claims)), claims };
      held.set(key, token);
      if (claims !== undefined) demanded.set(key, claims);
      return token;
    } catch (error) {
      const isPassing = error instanceof AciError && (isConnectionError(error) || error.kind === 'service');
      if (former && isPassing && former.claims === claims && now() < former.expiresOn) return former;
      throw error;
    }
  }

  return {
    get(key, challenged, obtain) {
      const present = held.get(key);
      const meets = challenged === undefined || present?.claims === challenged;
      if (present && meets && now() < present.renewOn) return Promise.resolve(present);
      const claims = challenged ?? demanded.get(key);
      const request = `${key} ${claims ?? ''}`;
      const asked = underWay.get(request) ?? renew(key, claims, obtain);
      underWay.set(request, asked);
      const done = () => {
        if (underWay.get(request) === asked) underWay.delete(request);
      };
      asked.then(done, done);
      return asked;
    },
    drop(token) {
      const keys = [...held].filter(([, each]) => each.token === token).map(([key]) => key);
      for (const key of keys) held.delete(key);
      return keys.length > 0;
    },
  };
}
