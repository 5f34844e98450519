/**
 * Requests to ARM: one SDK client per subscription and priority, all through one scheduler, with our own token policy
 * and without retries, redirects or (to loopback) proxies. Raw requests go through the same pipeline as typed ones.
 */
import type { FullOperationResponse } from '@azure/core-client';
import { ContainerInstanceManagementClient } from '@azure/arm-containerinstance';
import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpMethods,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { AciError } from '../../core/errors.ts';
import { asObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Urgency } from '../../core/azureApi.ts';
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import type { CredentialSource } from '../../core/account/credentialSource.ts';
import { errorOfAnswer, errorOfMalformed, errorOfThrown } from '../errors/errorMapping.ts';
import { clientOptions } from './clientOptions.ts';
import { configurePipeline } from './pipeline.ts';
import type { RequestScheduler, RequestPriority } from './requestScheduler.ts';
import { asString, asTime, itemsOfPage, parseJson, readRows } from './readJson.ts';
import { assertSameOrigin, bearerTokenPolicy } from './bearerTokenPolicy.ts';
import { createWorkPieces } from './workPieces.ts';

/** A list of so many pages is no list: Resource Manager puts hundreds of resources on each. */
export const mostPages = 1_000;
/** How many rows of a list are read without a break: some milliseconds' work. */
const rowsPerIteration = 25;

/** Whose tokens a request needs: a subscription's, or (to list subscriptions) a tenant's. */
export type TokenScope = { readonly subscriptionId: string } | { readonly tenantId: string | undefined };

export interface RawRequest {
  readonly method: HttpMethods;
  /** With query; an absolute URL must be on the cloud's own host. */
  readonly path: string;
  /** JSON, as an object or as the text that is sent as it is. */
  readonly body?: JsonObject | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A POST that only reads: it may be sent again where that helps, as a GET. */
  readonly isRead?: boolean;
  /** Called before `send` ends when an attempt that may have taken effect was followed by another. */
  readonly onSentAgain?: () => void;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | undefined; toJSON(): Record<string, string> };
  /** Undefined where the answer has no body. */
  readonly body: Json | undefined;
}

/** What a call of the SDK's client is given to read its raw answer. */
export interface RawCallOptions {
  readonly abortSignal: AbortSignal;
  readonly onResponse: (response: FullOperationResponse) => void;
}

export interface RawRead {
  /** Undefined where the answer is no JSON. */
  readonly body: Json | undefined;
  /** The server's clock when it answered (ms, `Date` header). */
  readonly serverTime: number | undefined;
}

export interface ArmClient {
  readonly cloud: CloudEndpoints;
  readonly scheduler: RequestScheduler;
  /** The tenant whose tokens a subscription wants, as far as it is known. */
  tenantOf(subscriptionId: string): string | undefined;
  /** Remembers it, for the requests that follow. */
  setTenantOf(subscriptionId: string, tenantId: string): void;
  /** The SDK's own client. Its calls belong in `withMappedErrors`. */
  sdkClient(subscriptionId: string, urgency: Urgency): ContainerInstanceManagementClient;
  /** Sends one request; throws `AciError` unless the answer is a success. */
  send(
    tokenScope: TokenScope,
    request: RawRequest,
    signal: AbortSignal,
    priority?: RequestPriority,
  ): Promise<RawAnswer>;
  /** The `value` of every page, following `nextLink` on the cloud's own host only. */
  pages(
    tokenScope: TokenScope,
    path: string,
    signal: AbortSignal,
    priority?: RequestPriority,
  ): AsyncGenerator<readonly JsonObject[], void, undefined>;
  /** What `read` makes of each row of a page of a list, some of them in each iteration of the event loop. */
  readListRows<T>(
    rows: readonly JsonObject[],
    read: (row: JsonObject) => T | undefined,
  ): Promise<readonly T[]>;
  /** The raw answer to one call of the SDK's client, whose own models drop what they don't know. */
  readRaw(signal: AbortSignal, call: (options: RawCallOptions) => Promise<unknown>): Promise<RawRead>;
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
  // Fifty lists are asked for at once, and their answers come together: the editor's event loop must get its share meanwhile.
  const lists = createWorkPieces();
  // One object for all clients: the SDK keeps one connection pool for each such object.
  const transport = clientOptions(cloud.ca);

  function client(tokenScope: TokenScope, priority: RequestPriority): ContainerInstanceManagementClient {
    const subscriptionId = 'subscriptionId' in tokenScope ? tokenScope.subscriptionId : '';
    const key = `${subscriptionId.toLowerCase()} ${'tenantId' in tokenScope ? (tokenScope.tenantId ?? '') : ''} ${priority}`;
    const known = clients.get(key);
    if (known) return known;
    const made = new ContainerInstanceManagementClient(
      { getToken: () => Promise.reject(new Error('Tokens come from bearerTokenPolicy.')) },
      subscriptionId,
      { ...transport, endpoint: cloud.resourceManagerEndpoint, credentialScopes: cloud.scope },
    );
    const beforeReading = priority === 'lists' ? () => lists.begin() : undefined;
    configurePipeline(made.pipeline, cloud, scheduler, priority, beforeReading);
    made.pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' });
    if (priority === 'lists') made.pipeline.removePolicy({ name: 'deserializationPolicy' }); // it would parse them too
    made.pipeline.addPolicy(
      bearerTokenPolicy({ origin, scope: cloud.scope, credentials, ...tenantOfScope(tokenScope) }),
      {
        phase: 'Sign',
      },
    );
    clients.set(key, made);
    return made;
  }

  function tenantOfScope(tokenScope: TokenScope) {
    if ('tenantId' in tokenScope) return { tenantId: () => tokenScope.tenantId, learnTenant: () => false };
    const key = tokenScope.subscriptionId.toLowerCase();
    return {
      tenantId: () => tenants.get(key),
      learnTenant: (tenantId: string) => {
        if (tenants.has(key)) return false;
        tenants.set(key, tenantId);
        return true;
      },
    };
  }

  async function withMappedErrors<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      throw signal.aborted ? signal.reason : errorOfThrown(error, new URL(origin).host);
    }
  }

  function send(
    tokenScope: TokenScope,
    request: RawRequest,
    signal: AbortSignal,
    priority: RequestPriority = 'user',
  ) {
    return withMappedErrors(signal, async () => {
      const url = absolute(request.path);
      const sent = rawRequest(request, url, signal);
      if (request.isRead) scheduler.markRepeatable(sent);
      if (priority === 'lists') await lists.begin();
      try {
        const response = await client(tokenScope, priority).sendRequest(sent);
        return answerOf(response);
      } finally {
        if (scheduler.mayHaveHappenedBefore(sent)) request.onSentAgain?.();
      }
    });
  }

  async function readListRows<T>(
    rows: readonly JsonObject[],
    read: (row: JsonObject) => T | undefined,
  ): Promise<readonly T[]> {
    const items: T[] = [];
    for (let begin = 0; begin < rows.length; begin += rowsPerIteration) {
      await lists.continue();
      items.push(...readRows(rows.slice(begin, begin + rowsPerIteration), read));
    }
    return items;
  }

  async function readRaw(
    signal: AbortSignal,
    call: (options: RawCallOptions) => Promise<unknown>,
  ): Promise<RawRead> {
    let read: RawRead = { body: undefined, serverTime: undefined };
    const onResponse = ({ bodyAsText, headers }: FullOperationResponse) => {
      read = { body: parseJson(bodyAsText), serverTime: asTime(headers.get('date')) };
    };
    await withMappedErrors(signal, () => call({ abortSignal: signal, onResponse }));
    return read;
  }

  function absolute(path: string): string {
    const url = path.startsWith('/') ? `${cloud.resourceManagerEndpoint}${path}` : path;
    assertSameOrigin(url, origin);
    return url;
  }

  async function* pages(
    tokenScope: TokenScope,
    path: string,
    signal: AbortSignal,
    priority: RequestPriority = 'user',
  ) {
    const seen = new Set<string>();
    for (let next: string | undefined = path; next;) {
      if (seen.has(next)) throw new AciError('service', 'Azure lists the same page again and again.');
      if (seen.size >= mostPages) throw new AciError('service', `Azure lists more than ${mostPages} pages.`);
      seen.add(next);
      const page: JsonObject = asObject(
        (await send(tokenScope, { method: 'GET', path: next }, signal, priority)).body,
      );
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
    readListRows,
    withMappedErrors,
    readRaw,
  };
}

function rawRequest(
  { method, body, headers }: RawRequest,
  url: string,
  signal: AbortSignal,
): PipelineRequest {
  return createPipelineRequest({
    url,
    method,
    abortSignal: signal,
    headers: createHttpHeaders({
      ...headers,
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
    }),
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** A response as an answer; throws where it is no success, or its body no JSON. */
function answerOf(response: PipelineResponse): RawAnswer {
  if (response.status < 200 || response.status >= 300) throw errorOfAnswer(response);
  const body = parseJson(response.bodyAsText);
  if (response.bodyAsText && body === undefined) {
    throw errorOfMalformed(response);
  }
  return { status: response.status, headers: response.headers, body };
}
