const assumedLifetime = 5 * 60_000;

/**
 * When an access token ends (ms since the epoch): its `exp` claim, else five minutes from `now`, since
 * VS Code's sessions carry no expiry and Azure's tokens are opaque by contract.
 */
export function jwtExpiry(token: string, now: number): number {
  const payload = token.split('.')[1];
  if (payload === undefined) return now + assumedLifetime;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined;
    return typeof exp === 'number' ? exp * 1000 : now + assumedLifetime;
  } catch {
    return now + assumedLifetime;
  }
}
