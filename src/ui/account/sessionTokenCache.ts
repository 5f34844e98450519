import type { AccessToken } from '../../core/account/credentialSource.ts';

/** How long a token is given out again without asking VS Code (ms), and how long before its end it no longer is. */
const cacheTime = 5 * 60_000;
const expiryMargin = 5 * 60_000;

/**
 * VS Code's tokens by what they are for, kept for some minutes: VS Code looks for one session after the other, so that
 * a directory which doesn't answer would hold up all others, and every request would wait for it.
 */
export interface SessionTokenCache {
  /**
   * The token for `key`, asked for once however many want it at once. With a `challenge`, one that was asked for with
   * the same.
   */
  get(key: string, challenge: string | undefined, obtain: () => Promise<AccessToken>): Promise<AccessToken>;
  /** Asks anew for `key` next time, even if the answer to the last time is still on its way. */
  forget(key: string): void;
  /** Forgets a token that was refused; whether it was one of these. */
  dropRefused(token: string): boolean;
  clear(): void;
}

interface Entry {
  readonly asked: Promise<AccessToken>;
  readonly challenge: string | undefined;
  token: string | undefined;
  until: number;
}

export function createSessionTokenCache(now: () => number): SessionTokenCache {
  const entries = new Map<string, Entry>();

  function ask(key: string, challenge: string | undefined, obtain: () => Promise<AccessToken>): Entry {
    const asked = obtain();
    const entry: Entry = { asked, challenge, token: undefined, until: Infinity };
    entries.set(key, entry);
    asked.then(
      ({ token, expiresOn }) => {
        Object.assign(entry, { token, until: Math.min(now() + cacheTime, expiresOn - expiryMargin) });
      },
      () => {
        if (entries.get(key) === entry) entries.delete(key);
      },
    );
    return entry;
  }

  return {
    get(key, challenge, obtain) {
      const known = entries.get(key);
      const meets = challenge === undefined || known?.challenge === challenge;
      return (known && meets && now() < known.until ? known : ask(key, challenge, obtain)).asked;
    },
    forget: key => void entries.delete(key),
    dropRefused(token) {
      const keys = [...entries].filter(([, entry]) => entry.token === token).map(([key]) => key);
      for (const key of keys) entries.delete(key);
      return keys.length > 0;
    },
    clear: () => entries.clear(),
  };
}
