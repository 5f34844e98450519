/**
 * The one gate that every request of an `Aci` goes through (DESIGN §3.1). Background requests pass at most eight at
 * a time, over all subscriptions together; what the user clicked passes at once. The lists that a tree begins with,
 * one for each subscription, wait neither for each other nor for those eight. Throttling slows background work
 * down, per subscription and kind of request, before it could show as an error. GET, HEAD, PUT and DELETE are sent
 * again where that helps; POST never is: a `restart` whose answer got lost may have happened.
 */
import type {
  PipelinePolicy,
  PipelineRequest,
  PipelineResponse,
  SendRequest,
} from '@azure/core-rest-pipeline';
import type { Clock } from '../core/clock.ts';
import type { RequestLog, Urgency } from '../core/ports.ts';
import { createPace } from './pace.ts';
import { retryAfter } from './retryAfter.ts';
import { createSlots } from './slots.ts';

/** What a request is to the gate: lists are background work too, but side by side. */
export type Lane = Urgency | 'lists';

/** How many requests pass at a time; the user's pass at once. Each of them takes a connection. */
const places: Readonly<Record<Exclude<Lane, 'user'>, number>> = { background: 8, lists: 64 };
/** How often a lost connection or a 502, 503, 504 is tried again. */
const failureRetries = 3;
/** The longest wait in ms before a retry where the server names none. */
const slowestRetry = 30_000;
/** The shortest wait in ms after a 429: `Retry-After: 0` must not make it a storm. */
const shortestPause = 500;
/** How many ms a request may spend on being throttled. Nobody waits for a background one. */
const patience: Readonly<Record<Lane, number>> = { user: 120_000, background: 900_000, lists: 900_000 };
/** How many ms one attempt may take: a dead socket says nothing. Writes are slow (DELETE: 3–6 s recorded). */
const attemptLimit = { read: 60_000, write: 180_000 };

const repeatable = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);
const passingStatus = new Set([502, 503, 504]);
const passingCode = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN']);

export interface Gate {
  /** The policy for a client whose requests go in this lane. Goes into the pipeline's `Retry` phase. */
  policy(lane: Lane): PipelinePolicy;
  /** Whether `request` was sent again after an attempt of which nobody knows whether it took effect. */
  mayHaveHappenedBefore(request: PipelineRequest): boolean;
}

export interface GateOptions {
  readonly clock: Clock;
  readonly log?: RequestLog | undefined;
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number;
}

type Outcome =
  | { readonly response: PipelineResponse; readonly failure?: undefined }
  | { readonly response?: undefined; readonly failure: unknown };

export function createGate({ clock, log, random }: GateOptions): Gate {
  const slots = { background: createSlots(places.background), lists: createSlots(places.lists) };
  const pace = createPace(clock);
  const uncertain = new WeakSet<PipelineRequest>();

  async function pass(request: PipelineRequest, next: SendRequest, lane: Lane): Promise<PipelineResponse> {
    const outer = request.abortSignal as AbortSignal | undefined;
    // One of its own: hundreds of waiting requests would each hang a listener on the caller's.
    const signal = outer ? AbortSignal.any([outer]) : new AbortController().signal;
    const started = clock.now();
    for (let failures = 0, refusals = 0; ;) {
      const outcome = await enter(lane, request, signal, () => attempt(request, next, signal));
      if (outcome.response) pace.heed(request, outcome.response);
      const throttled = outcome.response?.status === 429;
      const wait = waitBeforeRetry(request, outcome, failures, refusals);
      if (wait === undefined || clock.now() + wait - started > patience[lane]) return settle(outcome);
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
    outcome: Outcome,
    failures: number,
    refusals: number,
  ): number | undefined {
    if (!repeatable.has(request.method) || request.abortSignal?.aborted) return undefined;
    const backoff = Math.min(1_000 * 2 ** (failures + refusals), slowestRetry) * (0.5 + random() / 2);
    if (!outcome.response) {
      return failures < failureRetries && isPassing(outcome.failure) ? backoff : undefined;
    }
    const asked = retryAfter(outcome.response.headers, clock.now());
    if (outcome.response.status === 429) return Math.max(asked ?? backoff, shortestPause);
    return passingStatus.has(outcome.response.status) && failures < failureRetries
      ? (asked ?? backoff)
      : undefined;
  }

  /** Runs `send` when the gate lets it through. */
  async function enter(
    lane: Lane,
    request: PipelineRequest,
    signal: AbortSignal,
    send: () => Promise<Outcome>,
  ): Promise<Outcome> {
    if (lane === 'user') return send();
    for (;;) {
      await pace.wait(request, signal);
      await slots[lane].take(signal);
      try {
        if (pace.mayGo(request)) return await send();
      } finally {
        slots[lane].give();
      }
    }
  }

  /** One attempt, logged, and bounded in time. */
  async function attempt(request: PipelineRequest, next: SendRequest, signal: AbortSignal): Promise<Outcome> {
    const sent = clock.now();
    const bound = boundInTime(request.method, signal);
    request.abortSignal = bound.signal;
    try {
      const response = await next(request);
      report(request, response.status, clock.now() - sent, response.headers.get('x-ms-request-id'));
      return { response };
    } catch (failure) {
      report(request, 'failed', clock.now() - sent, undefined);
      return { failure: bound.timedOut() && !signal.aborted ? new NoAnswer(request) : failure };
    } finally {
      bound.done();
      request.abortSignal = signal;
    }
  }

  function boundInTime(method: string, outer: AbortSignal) {
    const limit = method === 'GET' || method === 'HEAD' ? attemptLimit.read : attemptLimit.write;
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
    log?.answered(request.method, new URL(request.url).pathname, status, ms, id);
  }

  return {
    policy: lane => ({
      name: 'gate',
      sendRequest: (request, next) => pass(request, next, lane),
    }),
    mayHaveHappenedBefore: request => uncertain.has(request),
  };
}

/** An attempt that got no answer in time. */
class NoAnswer extends Error {
  readonly code = 'ETIMEDOUT';
  readonly request: { readonly url: string };

  constructor(request: PipelineRequest) {
    super('No answer in time.');
    this.request = { url: request.url };
  }
}

function settle(outcome: Outcome): PipelineResponse {
  if (outcome.response) return outcome.response;
  throw outcome.failure;
}

function isPassing(failure: unknown): boolean {
  const code: unknown = failure instanceof Error ? Reflect.get(failure, 'code') : undefined;
  return typeof code === 'string' && passingCode.has(code);
}
