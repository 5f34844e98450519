/** How the emulator answers requests: the server tries its routes in order. */
import type { IncomingMessage } from 'node:http';
import type { Json, JsonObject } from '../json.ts';

export interface Request {
  readonly method: string;
  /** As the client addressed it: `https://127.0.0.1:4711/subscriptions?api-version=…`. */
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  /** The raw body, '' when none, and where the server reads bytes. */
  readonly body: string;
  /** The raw body at a server that reads bytes. */
  readonly bytes?: Buffer;
  /** Named groups of the route's pattern, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Claims of the bearer token; undefined on routes that take none. */
  readonly caller: Caller | undefined;
}

/** Claims of an access token that the emulator's Entra issued. */
export interface Caller {
  readonly tenantId: string;
  readonly objectId: string;
  readonly name: string;
  readonly audience: string;
}

export interface Response {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON (an object or array), text/HTML (with a content-type header), or nothing. */
  readonly body?: Json | undefined;
  /** In place of `body`. */
  readonly bytes?: Buffer;
}

export interface Route {
  readonly method: string;
  /** Matched against the path, case-insensitively, with named groups: `^/subscriptions/(?<sub>[^/]+)$`. */
  readonly path: RegExp;
  /** `arm`: bearer token for ARM required, api-version checked, ARM headers added. `open`: neither. */
  readonly access: 'arm' | 'open';
  answer(request: Request): Response | Promise<Response>;
}

/** Patterns for the beginning of paths. */
export const subscriptionPath = '/subscriptions/(?<subscription>[^/]+)';
export const resourceGroupPath = `${subscriptionPath}/resourceGroups/(?<group>[^/]+)`;

/** The pattern of a provider's type in a path: `Microsoft.Network/virtualNetworks`. */
export function providerPath(type: string): string {
  return `/providers/${type.replaceAll('.', '\\.')}`;
}

/** A route of ARM. `path` is a pattern for the whole path; `checkVersion` checks the request's api-version first. */
export function armRoute(
  method: string,
  path: string,
  checkVersion: (request: Request) => void,
  answer: (request: Request) => Response | Promise<Response>,
): Route {
  return {
    method,
    path: new RegExp(`^${path}$`, 'i'),
    access: 'arm',
    answer(request) {
      checkVersion(request);
      return answer(request);
    },
  };
}

/** A list that is never in pages. */
export function listResponse(value: JsonObject[]): Response {
  return { status: 200, body: { value } };
}
