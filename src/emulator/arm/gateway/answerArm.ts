/** What ARM does with every request and response, whatever the route. */
import { randomUUID } from 'node:crypto';
import { ArmError, gatewayError, internalServerError, invalidContent } from '../armError.ts';
import type { Caller, Request, Response, Route } from '../route.ts';
import { bucketOf, type Throttle } from './throttle.ts';
import { JsonSyntaxError, readTemplateJson } from '../deployments/language/readTemplateJson.ts';
import { requestVersion } from '../apiVersions.ts';
import { authenticate, type TokenCheck } from './authenticate.ts';
import { subscriptionOf } from '../resources/resourceIds.ts';
import type { Clock } from '../../clock.ts';

export interface ArmAnswerDeps extends TokenCheck {
  /** Where a client without a token is sent: `https://login.microsoftonline.com/<tenant>`. Default: this server. */
  readonly authorizationUri?: (url: URL) => string;
  /** Counts requests and refuses too many; absent, none is refused. */
  readonly throttle?: Throttle;
  /** Whether the throttle refuses requests or only counts them. Default: it refuses. */
  readonly throttling?: () => boolean;
}

/** Checks the token, the api-version, the throttle and the body, then asks the route. Throws ArmError. */
export async function answerArm(deps: ArmAnswerDeps, route: Route, request: Request): Promise<Response> {
  const uri = deps.authorizationUri?.(request.url) ?? `${request.url.origin}/common`;
  const caller = authenticate(request.headers.authorization, uri, deps);
  requestVersion(request.url);
  const counted = countRequest(deps, request, caller);
  if (request.method !== 'GET') checkJson(request.body);
  try {
    const answered = await route.answer({ ...request, caller });
    return { ...answered, headers: { ...counted, ...answered.headers } };
  } catch (error) {
    const answered = toArmError(error).response();
    return { ...answered, headers: { ...counted, ...answered.headers } };
  }
}

/** Headers with the number of remaining requests. Throws 429 where there are none. */
function countRequest(deps: ArmAnswerDeps, request: Request, caller: Caller): Record<string, string> {
  if (!deps.throttle) return {};
  const bucket = bucketOf(request.method);
  const subscription = subscriptionOf(request.url.pathname);
  const account = `${subscription ?? caller.tenantId} ${caller.objectId}`;
  const { allowed, remaining, retryAfter } = deps.throttle.takeRequest(bucket, account);
  const scope = subscription === undefined ? 'tenant' : 'subscription';
  const headers = { [`x-ms-ratelimit-remaining-${scope}-${bucket}`]: String(remaining) };
  if (allowed || deps.throttling?.() === false) return headers;
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
    checkTemplateJson(body);
  }
}

/** Comments, and line breaks in texts, are no JSON, but ARM's reader takes them. */
function checkTemplateJson(body: string): void {
  try {
    readTemplateJson(body);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw invalidContent(error.message);
    throw error;
  }
}

/** A failure of the emulator itself is a 500, as at the real service. */
export function toArmError(cause: unknown): ArmError {
  if (cause instanceof ArmError) return cause;
  return internalServerError(cause instanceof Error ? cause.message : String(cause));
}

/** The headers of every response of ARM (docs/azure-facts.md, Headers); the route's own headers win. */
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
