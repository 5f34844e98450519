/** Who may speak to the server in the window: whoever VS Code told the token, on this machine, and no web page. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface Refusal {
  readonly status: 401 | 403;
  readonly reason: string;
}

/**
 * What is wrong with a request's headers. A page that had its name resolve to 127.0.0.1 sends that name as `Host`; any
 * page sends an `Origin`, and no MCP client outside a browser does (specification, "Transports", Security Warning).
 */
export function refusalOf(
  { host, origin, authorization }: IncomingHttpHeaders,
  expected: { readonly host: string; readonly token: string },
): Refusal | undefined {
  if (host !== expected.host) return { status: 403, reason: 'The Host header names another server.' };
  if (origin !== undefined) return { status: 403, reason: 'Web pages may not call this server.' };
  if (!isSame(authorization ?? '', `Bearer ${expected.token}`)) {
    return { status: 401, reason: 'The token is missing or wrong.' };
  }
  return undefined;
}

/** Takes equally long wherever they differ: hashes have one length. */
function isSame(a: string, b: string): boolean {
  const [one, other] = [a, b].map(text => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
