/** How a part of the emulator answers requests: the server tries its routes in order. */
import type { IncomingMessage } from 'node:http';
import type { Json } from '../containers/runtime.ts';

export interface Request {
  readonly method: string;
  /** As the client addressed it: `https://127.0.0.1:4711/subscriptions?api-version=…`. */
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  /** The raw body, '' when none. */
  readonly body: string;
  /** Named groups of the route's pattern, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Who asks: claims of the bearer token; undefined on routes that take none. */
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
}

export interface Route {
  readonly method: string;
  /** Matched against the path, case-insensitively, with named groups: `^/subscriptions/(?<sub>[^/]+)$`. */
  readonly path: RegExp;
  /** `arm`: bearer token for ARM wanted, api-version checked, ARM headers added. `open`: neither. */
  readonly access: 'arm' | 'open';
  answer(request: Request): Response | Promise<Response>;
}
