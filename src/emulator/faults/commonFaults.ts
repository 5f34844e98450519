/** Answers that go wrong in ways seen in the wild. */
import { ArmError } from '../arm/armError.ts';
import type { RequestFault } from './faults.ts';

/** ARM's own envelope with this code. */
export function armError(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): RequestFault {
  return { kind: 'answer', response: new ArmError(status, code, message, { headers }).response() };
}

/** ARM's "too many requests"; without `seconds` it doesn't say for how long. */
export function throttled(seconds?: number): RequestFault {
  const headers: Record<string, string> = seconds === undefined ? {} : { 'retry-after': String(seconds) };
  return armError(429, 'TooManyRequests', 'The request is being throttled.', headers);
}

/** The page of a proxy or gateway that stands in the way. */
export function proxyPage(status: number, headers: Readonly<Record<string, string>> = {}): RequestFault {
  const body = `<html><head><title>${status}</title></head><body><h1>The proxy says no</h1></body></html>`;
  return {
    kind: 'intercepted',
    response: { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body },
  };
}

/** A redirect, as of a captive portal. */
export function redirect(location: string): RequestFault {
  return { kind: 'intercepted', response: { status: 302, headers: { location } } };
}
