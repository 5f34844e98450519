/** What ARM does with every request and answer, whatever it is about. */
import { randomUUID } from 'node:crypto';
import { ArmError, gatewayError, invalidContent } from '../armError.ts';
import type { Caller, Request, Response, Route } from '../route.ts';
import { bucketOf, type Throttle } from './throttle.ts';
import { requestVersion } from '../apiVersions.ts';
import { authenticate } from './authenticate.ts';
import type { Clock } from '../../clock.ts';
import type { JsonObject } from '../../containers/runtime.ts';

export interface ArmAnswerDeps {
  readonly clock: Clock;
  /** Who a bearer token belongs to; undefined where it is none of ours. */
  readonly verify: (token: string) => Caller | 'expired' | undefined;
  /** Claims that ARM wants a token to have which this one lacks. Default: none. */
  readonly missingClaims?: (token: string) => JsonObject | undefined;
  /** Where a client without a token is sent: `https://login.microsoftonline.com/<tenant>`. Default: this server. */
  readonly authorizationUri?: (url: URL) => string;
  /** Counts requests and refuses what is too much; absent, nothing is refused. */
  readonly throttle?: Throttle;
  /** Whether the throttle refuses or only counts. Default: it refuses. */
  readonly throttling?: () => boolean;
}

/** Checks the token, the api-version, the throttle and the body, then asks the route. Throws ArmError. */
export async function answerArm(access: ArmAnswerDeps, route: Route, request: Request): Promise<Response> {
  const uri = access.authorizationUri?.(request.url) ?? `${request.url.origin}/common`;
  const caller = authenticate(request.headers.authorization, uri, access);
  requestVersion(request.url);
  const counted = countRequest(access, request, caller);
  if (request.method !== 'GET') checkJson(request.body);
  try {
    const answered = await route.answer({ ...request, caller });
    return { ...answered, headers: { ...counted, ...answered.headers } };
  } catch (error) {
    const answered = toArmError(error).response();
    return { ...answered, headers: { ...counted, ...answered.headers } };
  }
}

/** Headers that say what is left. Throws 429 where nothing is. */
function countRequest(access: ArmAnswerDeps, request: Request, caller: Caller): Record<string, string> {
  if (!access.throttle) return {};
  const bucket = bucketOf(request.method);
  const subscription = /^\/subscriptions\/([^/]+)/i.exec(request.url.pathname)?.[1];
  const whose = `${subscription ?? caller.tenantId} ${caller.objectId}`;
  const { allowed, remaining, retryAfter } = access.throttle.takeRequest(bucket, whose);
  const scope = subscription === undefined ? 'tenant' : 'subscription';
  const headers = { [`x-ms-ratelimit-remaining-${scope}-${bucket}`]: String(remaining) };
  if (allowed || access.throttling?.() === false) return headers;
  throw gatewayError(
    429,
    'SubscriptionRequestsThrottled',
    `Number of '${bucket.slice(0, -1)}' requests for subscription '${subscription ?? ''}' actor '${caller.objectId}' exceeded. Please try again after '${retryAfter}' seconds after additional tokens are available. Refer to https://aka.ms/arm-throttling for additional information.`,
    { headers: { ...headers, 'retry-after': String(retryAfter) } },
  );
}

function checkJson(body: string): void {
  if (body === '') return;
  try {
    JSON.parse(body);
  } catch {
    throw invalidContent(
      "Unexpected character encountered while parsing value. Path '', line 1, position 1.",
    );
  }
}

/** What goes wrong in the emulator itself is a 500, as at the real service. */
export function toArmError(cause: unknown): ArmError {
  if (cause instanceof ArmError) return cause;
  const id = randomUUID();
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ArmError(
    500,
    'InternalServerError',
    `Encountered an internal server error. The tracking activity id is '${id}', correlation id is '${id}'.`,
    { more: { innererror: { message: why } } },
  );
}

/** What ARM says with every answer (FACTS §3, Headers); the route's own headers win. */
export function armHeaders(clock: Clock, status: number): Record<string, string> {
  const id = randomUUID();
  const time = new Date(clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return {
    'cache-control': 'no-cache',
    pragma: 'no-cache',
    expires: '-1',
    ...(status === 204 ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-ms-request-id': id,
    'x-ms-correlation-request-id': id,
    'x-ms-routing-request-id': `WESTEUROPE:${time}:${id}`,
  };
}
