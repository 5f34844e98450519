/**
 * The way to ARM: one SDK client per subscription and lane, all through one gate, with our own token policy and
 * without retries, redirects or (to loopback) proxies. Raw requests go through the same pipeline as typed ones.
 */
import { ContainerInstanceManagementClient } from '@azure/arm-containerinstance';
import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpMethods,
  type Pipeline,
  type PipelinePolicy,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { AciError } from '../../core/errors.ts';
import { asObject, type Json, type JsonObject } from '../../core/json.ts';
import type { CloudEndpoints, CredentialSource, Urgency } from '../../core/azureApi.ts';
import { isLoopback } from '../../core/loopback.ts';
import {
  errorOfAnswer,
  errorOfThrown,
  errorOfIntermediary,
  malformedAnswer,
} from '../errors/errorMapping.ts';
import { responseSizeLimit } from './responseSizeLimit.ts';
import type { RequestScheduler, RequestPriority } from './requestScheduler.ts';
import { asString, itemsOfPage, parseJson } from './readJson.ts';
import { assertSameOrigin, bearerTokenPolicy } from './bearerTokenPolicy.ts';
import { createYieldToEventLoop } from './yieldToEventLoop.ts';

/** A list of so many pages is no list: Resource Manager puts hundreds of resources on each. */
export const mostPages = 1_000;

/** Whose front door a request goes through: a subscription's, or (to list subscriptions) a tenant's. */
export type TokenScope = { readonly subscriptionId: string } | { readonly tenantId: string | undefined };

export interface RawRequest {
  readonly method: HttpMethods;
  /** With query; an absolute URL must be on the cloud's own host. */
  readonly path: string;
  readonly body?: JsonObject;
  /** Called before `send` ends when an attempt that may have taken effect was followed by another. */
  readonly onSentAgain?: () => void;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | undefined; toJSON(): Record<string, string> };
  /** Undefined where the answer has no body. */
  readonly body: Json | undefined;
}

export interface ArmClient {
  readonly cloud: CloudEndpoints;
  readonly scheduler: RequestScheduler;
  /** The tenant whose tokens a subscription wants, as far as it is known. */
  tenantOf(subscriptionId: string): string | undefined;
  /** Remembers it, for the requests that follow. */
  setTenantOf(subscriptionId: string, tenantId: string): void;
  /** The SDK's own client. What it throws goes through `within`. */
  sdkClient(subscriptionId: string, urgency: Urgency): ContainerInstanceManagementClient;
  /** Sends one request; throws `AciError` unless the answer is a success. */
  send(
    door: TokenScope,
    request: RawRequest,
    signal: AbortSignal,
    lane?: RequestPriority,
  ): Promise<RawAnswer>;
  /** The `value` of every page, following `nextLink` on the cloud's own host only. */
  pages(
    door: TokenScope,
    path: string,
    signal: AbortSignal,
    lane?: RequestPriority,
  ): AsyncGenerator<readonly JsonObject[], void, undefined>;
  /** Runs `work`, turning what it throws into `AciError`, or into the signal's reason once that has aborted. */
  withMappedErrors<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export function createArmClient(
  cloud: CloudEndpoints,
  credentials: CredentialSource,
  scheduler: RequestScheduler,
): ArmClient {
  const tenants = new Map<string, string>();
  const clients = new Map<string, ContainerInstanceManagementClient>();
  const origin = new URL(cloud.resourceManagerEndpoint).origin;
  // Fifty lists are asked for at once, and their answers come together: connecting and reading take their turns.
  const turns = { ask: createYieldToEventLoop(4), read: createYieldToEventLoop(1) };
  // One object for all clients: the SDK keeps one connection pool for each such object.
  const transport = transportOptions(cloud);

  function client(door: TokenScope, lane: RequestPriority): ContainerInstanceManagementClient {
    const subscriptionId = 'subscriptionId' in door ? door.subscriptionId : '';
    const key = `${subscriptionId.toLowerCase()} ${'tenantId' in door ? (door.tenantId ?? '') : ''} ${lane}`;
    const known = clients.get(key);
    if (known) return known;
    const made = new ContainerInstanceManagementClient(
      { getToken: () => Promise.reject(new Error('Tokens come from tokenPolicy.')) },
      subscriptionId,
      { ...transport, endpoint: cloud.resourceManagerEndpoint, credentialScopes: cloud.scope },
    );
    configurePipeline(made.pipeline, cloud, scheduler, lane);
    made.pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' });
    if (lane === 'lists') made.pipeline.removePolicy({ name: 'deserializationPolicy' }); // it would parse them too
    made.pipeline.addPolicy(
      bearerTokenPolicy({ origin, scope: cloud.scope, credentials, ...tenantOfDoor(door) }),
      {
        phase: 'Sign',
      },
    );
    clients.set(key, made);
    return made;
  }

  function tenantOfDoor(door: TokenScope) {
    if ('tenantId' in door) return { tenantId: () => door.tenantId, learnTenant: () => false };
    const key = door.subscriptionId.toLowerCase();
    return {
      tenantId: () => tenants.get(key),
      learnTenant: (tenantId: string) => {
        if (tenants.has(key)) return false;
        tenants.set(key, tenantId);
        return true;
      },
    };
  }

  async function within<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      throw signal.aborted ? signal.reason : errorOfThrown(error, new URL(origin).host);
    }
  }

  function send(door: TokenScope, request: RawRequest, signal: AbortSignal, lane: RequestPriority = 'user') {
    return within(signal, async () => {
      const url = absolute(request.path);
      const sent = rawRequest(request, url, signal);
      if (lane === 'lists') await turns.ask();
      try {
        const response = await client(door, lane).sendRequest(sent);
        if (lane === 'lists') await turns.read();
        return answerOf(response);
      } finally {
        if (scheduler.mayHaveHappenedBefore(sent)) request.onSentAgain?.();
      }
    });
  }

  function absolute(path: string): string {
    const url = path.startsWith('/') ? `${cloud.resourceManagerEndpoint}${path}` : path;
    assertSameOrigin(url, origin);
    return url;
  }

  async function* pages(door: TokenScope, path: string, signal: AbortSignal, lane: RequestPriority = 'user') {
    const seen = new Set<string>();
    for (let next: string | undefined = path; next;) {
      if (seen.has(next)) throw new AciError('service', 'Azure lists the same page again and again.');
      if (seen.size >= mostPages) throw new AciError('service', `Azure lists more than ${mostPages} pages.`);
      seen.add(next);
      const page: JsonObject = asObject((await send(door, { method: 'GET', path: next }, signal, lane)).body);
      yield itemsOfPage(page);
      next = asString(page['nextLink']);
    }
  }

  return {
    cloud,
    scheduler,
    tenantOf: subscriptionId => tenants.get(subscriptionId.toLowerCase()),
    setTenantOf: (subscriptionId, tenantId) => void tenants.set(subscriptionId.toLowerCase(), tenantId),
    sdkClient: (subscriptionId, urgency) => client({ subscriptionId }, urgency),
    send,
    pages,
    withMappedErrors: within,
  };
}

/** Client options that hold for everything we reach of this cloud: no SDK retries, our name, the emulator's CA. */
export function transportOptions(cloud: CloudEndpoints) {
  return {
    retryOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'vscode-azure-container-instances' },
    ...(cloud.ca === undefined ? {} : { tlsOptions: { ca: cloud.ca } }),
  };
}

/** Sees that a page with a status of success is not taken for an empty answer: the SDK passes over what isn't JSON. */
const rejectForeignAnswers: PipelinePolicy = {
  name: 'refusePages',
  async sendRequest(request, next) {
    const response = await next(request);
    const error = errorOfIntermediary(response);
    if (error) throw error;
    return response;
  },
};

/** Puts the gate in, and takes redirects and (to loopback) proxies out. */
export function configurePipeline(
  pipeline: Pipeline,
  cloud: CloudEndpoints,
  gate: RequestScheduler,
  lane: RequestPriority,
): void {
  pipeline.removePolicy({ name: 'redirectPolicy' });
  if (isLoopback(cloud.resourceManagerEndpoint)) pipeline.removePolicy({ name: 'proxyPolicy' });
  pipeline.addPolicy(gate.policy(lane), { phase: 'Retry' });
  pipeline.addPolicy(rejectForeignAnswers);
  pipeline.addPolicy(responseSizeLimit, { afterPhase: 'Sign' });
}

function rawRequest({ method, body }: RawRequest, url: string, signal: AbortSignal): PipelineRequest {
  return createPipelineRequest({
    url,
    method,
    abortSignal: signal,
    headers: createHttpHeaders({
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
    }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** A response as an answer; throws where it is no success, or its body no JSON. */
function answerOf(response: PipelineResponse): RawAnswer {
  if (response.status < 200 || response.status >= 300) throw errorOfAnswer(response);
  const body = parseJson(response.bodyAsText);
  if (response.bodyAsText && body === undefined) {
    throw malformedAnswer(response, 'Azure answered with something that makes no sense.');
  }
  return { status: response.status, headers: response.headers, body };
}
