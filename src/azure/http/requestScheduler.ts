/**
 * Decides when each request of an `AzureApi` is sent, and whether it is sent again. Of background requests at most
 * eight run at a time, over all subscriptions together; what the user clicked is sent at once. The lists that a tree
 * begins with, one for each subscription, wait neither for each other nor for those eight. Throttling slows background
 * work down, per subscription and kind of request, before it could show as an error. GET, HEAD, PUT and DELETE are sent
 * again where that helps; a POST is not, unless it only reads: a `restart` whose answer got lost may have happened.
 */
import type {
  PipelinePolicy,
  PipelineRequest,
  PipelineResponse,
  SendRequest,
} from '@azure/core-rest-pipeline';
import type { Clock } from '../../core/clock.ts';
import type { Urgency } from '../../core/azureApi.ts';
import type { RequestLogger } from '../../core/requestLogger.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { createBackgroundThrottle } from './backgroundThrottle.ts';
import { retryAfter } from './retryAfterHeader.ts';
import { createSemaphore } from './semaphore.ts';

/** Lists are background work too, but more of them run at a time. */
export type RequestPriority = Urgency | 'lists';

/** How many requests run at a time; the user's wait for none. Each of them takes a connection. */
const concurrencyLimits: Readonly<Record<Exclude<RequestPriority, 'user'>, number>> = {
  background: 8,
  lists: 64,
};
/** How often a lost connection or a 502, 503, 504 is tried again. */
const failureRetries = 3;
/** The longest wait in ms before a retry where the server names none. */
const slowestRetry = 30_000;
/** The shortest wait in ms after a 429: `Retry-After: 0` must not make it a storm. */
const shortestPause = 500;
/** How many ms a request may spend on being throttled. Nobody waits for a background one. */
const maxThrottledTime: Readonly<Record<RequestPriority, number>> = {
  user: 120_000,
  background: 900_000,
  lists: 900_000,
};
/** How many ms one attempt may take: a dead socket says nothing. Writes are slow (DELETE: 3–6 s recorded). */
const attemptTimeout = { read: 60_000, write: 180_000 };

const repeatable = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);
const transientStatuses = new Set([502, 503, 504]);
const transientCodes = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN']);

export interface RequestScheduler {
  /** The policy for a client whose requests have this priority. Goes into the pipeline's `Retry` phase. */
  policy(priority: RequestPriority): PipelinePolicy;
  /** A POST that only reads may be sent again, as a GET. */
  markRepeatable(request: PipelineRequest): void;
  /** Whether `request` was sent again after an attempt of which nobody knows whether it took effect. */
  mayHaveHappenedBefore(request: PipelineRequest): boolean;
}

export interface RequestSchedulerOptions {
  readonly clock: Clock;
  readonly log?: RequestLogger | undefined;
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number;
}

type AttemptOutcome =
  | { readonly response: PipelineResponse; readonly failure?: undefined }
  | { readonly response?: undefined; readonly failure: unknown };

export function createRequestScheduler({ clock, log, random }: RequestSchedulerOptions): RequestScheduler {
  const semaphores = {
    background: createSemaphore(concurrencyLimits.background),
    lists: createSemaphore(concurrencyLimits.lists),
  };
  const throttle = createBackgroundThrottle(clock);
  const uncertain = new WeakSet<PipelineRequest>();
  const readingPosts = new WeakSet<PipelineRequest>();

  async function sendWithRetries(
    request: PipelineRequest,
    next: SendRequest,
    priority: RequestPriority,
  ): Promise<PipelineResponse> {
    const outer = request.abortSignal as AbortSignal | undefined;
    // One of its own: hundreds of waiting requests would each hang a listener on the caller's.
    const signal = AbortSignal.any([outer ?? neverAborts()]);
    const started = clock.now();
    for (let failures = 0, refusals = 0; ;) {
      const outcome = await schedule(priority, request, signal, () => attempt(request, next, signal));
      if (outcome.response) throttle.learnFrom(request, outcome.response);
      const throttled = outcome.response?.status === 429;
      const wait = waitBeforeRetry(request, outcome, failures, refusals);
      if (wait === undefined || clock.now() + wait - started > maxThrottledTime[priority])
        return unwrapOutcome(outcome);
      if (throttled) refusals++;
      else {
        failures++;
        uncertain.add(request);
      }
      await clock.sleep(wait, signal);
    }
  }

  /** Ms to wait before `request` may be sent again; undefined: it may not. */
  function waitBeforeRetry(
    request: PipelineRequest,
    outcome: AttemptOutcome,
    failures: number,
    refusals: number,
  ): number | undefined {
    const mayRepeat = repeatable.has(request.method) || readingPosts.has(request);
    if (!mayRepeat || request.abortSignal?.aborted) return undefined;
    const backoff = Math.min(1_000 * 2 ** (failures + refusals), slowestRetry) * (0.5 + random() / 2);
    if (!outcome.response) {
      return failures < failureRetries && isTransient(outcome.failure) ? backoff : undefined;
    }
    const asked = retryAfter(outcome.response.headers, clock.now());
    if (outcome.response.status === 429) return Math.max(asked ?? backoff, shortestPause);
    return transientStatuses.has(outcome.response.status) && failures < failureRetries
      ? (asked ?? backoff)
      : undefined;
  }

  /** Runs `send` when its turn has come. */
  async function schedule(
    priority: RequestPriority,
    request: PipelineRequest,
    signal: AbortSignal,
    send: () => Promise<AttemptOutcome>,
  ): Promise<AttemptOutcome> {
    if (priority === 'user') return send();
    for (;;) {
      await throttle.wait(request, signal);
      await semaphores[priority].acquire(signal);
      try {
        if (throttle.mayProceed(request)) return await send();
      } finally {
        semaphores[priority].release();
      }
    }
  }

  /** One attempt, logged, and bounded in time. */
  async function attempt(
    request: PipelineRequest,
    next: SendRequest,
    signal: AbortSignal,
  ): Promise<AttemptOutcome> {
    const sent = clock.now();
    const bound = boundInTime(request.method, signal);
    request.abortSignal = bound.signal;
    try {
      const response = await next(request);
      report(request, response.status, clock.now() - sent, response.headers.get('x-ms-request-id'));
      return { response };
    } catch (failure) {
      report(request, 'failed', clock.now() - sent, undefined);
      return { failure: bound.timedOut() && !signal.aborted ? new NoAnswerError(request) : failure };
    } finally {
      bound.done();
      request.abortSignal = signal;
    }
  }

  function boundInTime(method: string, outer: AbortSignal) {
    const limit = method === 'GET' || method === 'HEAD' ? attemptTimeout.read : attemptTimeout.write;
    const late = new AbortController();
    const finished = new AbortController();
    clock.sleep(limit, finished.signal).then(
      () => {
        late.abort();
      },
      () => undefined,
    );
    return {
      signal: AbortSignal.any([outer, late.signal]),
      timedOut: () => late.signal.aborted,
      done: () => {
        finished.abort();
      },
    };
  }

  function report(
    request: PipelineRequest,
    status: number | 'failed',
    ms: number,
    id: string | undefined,
  ): void {
    log?.logResponse(request.method, new URL(request.url).pathname, status, ms, id);
  }

  return {
    policy: priority => ({
      name: 'requestScheduler',
      sendRequest: (request, next) => sendWithRetries(request, next, priority),
    }),
    markRepeatable: request => void readingPosts.add(request),
    mayHaveHappenedBefore: request => uncertain.has(request),
  };
}

/** An attempt that got no answer in time. */
class NoAnswerError extends Error {
  readonly code = 'ETIMEDOUT';
  readonly request: { readonly url: string };

  constructor(request: PipelineRequest) {
    super('No answer in time.');
    this.request = { url: request.url };
  }
}

function unwrapOutcome(outcome: AttemptOutcome): PipelineResponse {
  if (outcome.response) return outcome.response;
  throw outcome.failure;
}

function isTransient(failure: unknown): boolean {
  const code: unknown = failure instanceof Error ? Reflect.get(failure, 'code') : undefined;
  return typeof code === 'string' && transientCodes.has(code);
}
