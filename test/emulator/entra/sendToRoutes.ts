/** Asks a list of routes as the emulator's server would, without a server. */
import type { Request, Response, Route } from '../../../src/emulator/arm/route.ts';
import type { JsonObject } from '../../../src/emulator/json.ts';

interface RequestOptions {
  readonly method?: string;
  readonly form?: Record<string, string>;
  readonly headers?: Request['headers'];
}

export async function sendToRoutes(
  routes: readonly Route[],
  address: string,
  asked: RequestOptions = {},
): Promise<Response> {
  const url = new URL(address);
  const method = asked.method ?? (asked.form ? 'POST' : 'GET');
  const body = asked.form ? new URLSearchParams(asked.form).toString() : '';
  for (const route of routes) {
    const match = route.path.exec(url.pathname);
    if (!match || route.method !== method) continue;
    const params = { ...match.groups };
    return route.answer({ method, url, headers: asked.headers ?? {}, body, params, caller: undefined });
  }
  throw new Error(`No route for ${method} ${address}`);
}

/** An answer's body as the JSON object it must be. */
export function bodyOf({ body }: Response): JsonObject {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Error('No JSON object');
  return body;
}

/** The text that an answer has under this key. */
export function textOf(response: Response, key: string): string {
  const value = bodyOf(response)[key];
  if (typeof value !== 'string') throw new Error(`No text '${key}' in ${JSON.stringify(response.body)}`);
  return value;
}
