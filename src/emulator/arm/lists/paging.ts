/** Lists in pages, with `nextLink` as ARM writes it. */
import { gatewayError } from '../armError.ts';
import type { Json, JsonObject } from '../../json.ts';

const skip = '$skiptoken';

/** The page that a request's `$skiptoken` asks for, with a link to the next one where there is more. */
export function page(items: readonly Json[], size: number, url: URL): JsonObject {
  const start = readToken(url.searchParams.get(skip));
  const value = items.slice(start, start + size);
  if (start + size >= items.length) return { value };
  const next = new URL(url);
  next.searchParams.set(skip, Buffer.from(`from ${start + size}`).toString('base64url'));
  return { value, nextLink: next.href };
}

/** `$top`, or the size of ARM's own pages where that is smaller. Throws 400 for what is no number. */
export function pageSize(url: URL, most: number): number {
  const top = url.searchParams.get('$top');
  if (top === null) return most;
  const size = Number(top);
  if (Number.isInteger(size) && size > 0) return Math.min(size, most);
  throw gatewayError(400, 'InvalidTop', `The value '${top}' of the query option '$top' is invalid.`);
}

function readToken(token: string | null): number {
  if (token === null) return 0;
  const start = /^from (\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (start !== undefined) return Number(start);
  throw gatewayError(400, 'InvalidSkipToken', 'The skip token is invalid.');
}
