/** How long a token holds by this machine's clock, which may be wrong. */
import { asObject } from '../../core/json.ts';
import { parseJson } from '../http/readJson.ts';

/** What is assumed of a token that doesn't say how long it holds, in ms. */
const unknownLifetime = 5 * 60_000;

/** A token is renewed so long before it ends, in ms; a short-lived one in its last quarter. */
const renewalMargin = 5 * 60_000;

export interface TokenLifetime {
  /** ms since the epoch by this machine's clock: when the token ends. */
  readonly expiresOn: number;
  /** From when on another one should be asked for. */
  readonly renewOn: number;
}

/**
 * `now`: this machine's time (ms). `clockAhead`: how far Entra's clock is ahead of it (ms, from the `Date` of its
 * answers); undefined where that is not known. `expiresOnOfSource`: when the token ends by whoever gave it.
 */
export function tokenLifetimeOf(
  token: string,
  now: number,
  clockAhead: number | undefined,
  expiresOnOfSource: number,
): TokenLifetime {
  const { iat, exp } = timesOf(token);
  const ends = exp === undefined ? expiresOnOfSource : exp - (clockAhead ?? leastAhead(iat, now));
  // What ends before it began comes from a clock that is ahead.
  const expiresOn = ends > now ? ends : now + unknownLifetime;
  return { expiresOn, renewOn: expiresOn - Math.min(renewalMargin, (expiresOn - now) / 4) };
}

/** Nothing was issued in the future: a clock that says so is behind, by that much at least. */
function leastAhead(issued: number | undefined, now: number): number {
  return issued === undefined ? 0 : Math.max(0, issued - now);
}

/** `iat` and `exp` in ms; tokens are opaque by contract, so both may be absent. */
function timesOf(token: string): { readonly iat: number | undefined; readonly exp: number | undefined } {
  const claims = asObject(parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));
  const ms = (seconds: unknown) => (typeof seconds === 'number' ? seconds * 1000 : undefined);
  return { iat: ms(claims['iat']), exp: ms(claims['exp']) };
}
