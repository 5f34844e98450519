/** Signed tokens: JWTs with ES256, with a key that each start makes anew. */
import { createHash, generateKeyPairSync, randomUUID, sign, verify, type JsonWebKey } from 'node:crypto';
import type { Json, JsonObject } from '../json.ts';

/** The claims of a valid token, or why it is not valid. */
export type TokenVerification =
  | { readonly is: 'valid'; readonly claims: JsonObject }
  | { readonly is: 'expired' }
  | { readonly is: 'revoked'; readonly claims: JsonObject; readonly at: number }
  | { readonly is: 'invalid' };

export interface TokenSigner {
  /** A JWT that is valid for `lifetimeSeconds` from `now` (ms); `iat`, `nbf`, `exp` and `uti` are added. */
  issue(claims: JsonObject, now: number, lifetimeSeconds: number): string;
  read(token: string, now: number): TokenVerification;
  /** From now on every token issued so far is invalid. */
  revokeAll(): void;
  /** From now on every token issued so far is `revoked`, which says when (ms). */
  revokeIssued(now: number): void;
  /** The public key, as `discovery/v2.0/keys` lists it. */
  keys(): JsonObject;
}

export function createTokenSigner(): TokenSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = thumbprint(jwk);
  const encoding = { dsaEncoding: 'ieee-p1363' } as const;
  let live = new Set<string>();
  let revoked: { readonly at: number; readonly tokens: ReadonlySet<string> } = { at: 0, tokens: new Set() };
  return {
    issue(claims, now, lifetimeSeconds) {
      const seconds = Math.floor(now / 1000);
      const uti = randomUUID();
      live.add(uti);
      const times = { iat: seconds, nbf: seconds, exp: seconds + lifetimeSeconds };
      const signed = `${encodeBase64Url({ typ: 'JWT', alg: 'ES256', kid })}.${encodeBase64Url({ ...claims, ...times, uti })}`;
      const signature = sign('sha256', Buffer.from(signed), { key: privateKey, ...encoding });
      return `${signed}.${signature.toString('base64url')}`;
    },
    read(token, now) {
      const [header, payload, signature, ...rest] = token.split('.');
      if (!header || !payload || !signature || rest.length > 0) return { is: 'invalid' };
      const signed = Buffer.from(`${header}.${payload}`);
      const isSigned = verify(
        'sha256',
        signed,
        { key: publicKey, ...encoding },
        Buffer.from(signature, 'base64url'),
      );
      if (!isSigned) return { is: 'invalid' };
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JsonObject;
      if (typeof claims['uti'] !== 'string' || !live.has(claims['uti'])) return { is: 'invalid' };
      const { at, tokens } = revoked;
      if (tokens.has(claims['uti'])) return { is: 'revoked', claims, at };
      return now < Number(claims['exp']) * 1000 ? { is: 'valid', claims } : { is: 'expired' };
    },
    revokeAll() {
      live = new Set();
    },
    revokeIssued(now) {
      revoked = { at: now, tokens: new Set(live) };
    },
    keys: () => ({ keys: [{ ...(jwk as JsonObject), kid, use: 'sig', alg: 'ES256' }] }),
  };
}

/** JSON as base64url: the parts of a JWT, and `client_info`. */
export function encodeBase64Url(value: Json): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function thumbprint({ crv, kty, x, y }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}
