/** How `@azure/identity` reaches Entra and the managed identity's endpoint: no retries, no redirects, one clock. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import {
  createDefaultHttpClient,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { AciError, isConnectionError } from '../../core/errors.ts';
import { asObject } from '../../core/json.ts';
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import { isLoopback } from '../../core/loopback.ts';
import { errorOfThrown, errorOfIntermediary } from '../errors/errorMapping.ts';
import { clientOptions } from '../http/clientOptions.ts';
import { asString, parseJson } from '../http/readJson.ts';

/** What an answer of Entra's holds besides the token, which the SDK doesn't pass on. */
export interface EntraObservations {
  /** How far Entra's clock is ahead of this machine's, in ms; undefined until it answered. */
  clockAhead: number | undefined;
  /** Its last refusal, as Entra says it: MSAL drops that where it looks for endpoints. */
  refusal: string | undefined;
  /** What was wrong with the connection the last time, if anything: MSAL drops that, too. */
  networkError: AciError | undefined;
}

/**
 * How long one answer is waited for, in ms: off Azure, a managed identity's address swallows everything, and a
 * directory that hangs must not keep its row reading for ever.
 */
export const answerTimeout = 20_000;

/** For everything that asks Entra itself. `now` is this machine's time; an answer is waited for `wait` ms. */
export function entraTransport(
  { ca }: CloudEndpoints,
  observations: EntraObservations,
  now: () => number,
  wait: number,
) {
  const trusting = new HttpsAgent({ ca, keepAlive: true });
  return transportOptions(wait, async (request, send) => {
    // An agent of ours takes the proxy's place, too. The emulator's authority is trusted on loopback and nowhere else.
    if (isLoopback(request.url)) request.agent = trusting;
    const response = await send(request).catch((error: unknown) => {
      const known = errorOfThrown(error, new URL(request.url).host);
      observations.networkError = known instanceof AciError && isConnectionError(known) ? known : undefined;
      throw error;
    });
    observations.networkError = errorOfIntermediary(response);
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) observations.clockAhead = date - now();
    observations.refusal = asString(asObject(parseJson(response.bodyAsText))['error_description']);
    return response;
  });
}

/** By the client id that was asked for. MSAL keeps the first credential's transport for all that follow it. */
const machineRefusals = new Map<string, string | undefined>();

/** Why the endpoint of this machine's managed identity last refused this one (undefined: the system-assigned). */
export function managedIdentityRefusal(clientId: string | undefined): string | undefined {
  return machineRefusals.get(clientId ?? '');
}

/** For the endpoint that this machine's managed identity has: never behind a proxy, and (but for one) without TLS. */
export function managedIdentityTransport() {
  const direct = new HttpAgent();
  return transportOptions(answerTimeout, async (request, send) => {
    if (request.url.startsWith('http:')) request.agent = direct;
    const clientId = new URL(request.url).searchParams.get('client_id') ?? '';
    machineRefusals.delete(clientId);
    const response = await send(request);
    if (response.status === 200) return withImmediateExpiry(response);
    const body = asObject(parseJson(response.bodyAsText));
    const messages = ['error_description', 'Message', 'message'].map(key => asString(body[key]));
    machineRefusals.set(
      clientId,
      messages.find(each => each !== undefined),
    );
    return response;
  });
}

type Send = HttpClient['sendRequest'];

function transportOptions(
  wait: number,
  around: (request: PipelineRequest, send: Send) => Promise<PipelineResponse>,
) {
  const http = createDefaultHttpClient();
  const httpClient: HttpClient = {
    async sendRequest(request) {
      // The SDK's own time limit goes on after a request that failed.
      const late = new AbortController();
      const timer = setTimeout(() => late.abort(), wait);
      const given = request.abortSignal as AbortSignal | undefined;
      request.abortSignal = given ? AbortSignal.any([given, late.signal]) : late.signal;
      try {
        return await around(request, each => http.sendRequest(each));
      } finally {
        clearTimeout(timer);
      }
    },
  };
  return {
    httpClient,
    ...clientOptions(undefined),
    redirectOptions: { maxRetries: 0 },
  };
}

/**
 * MSAL keeps a managed identity's tokens for the whole process by this machine's clock, gives a revoked one out again
 * and can't be told otherwise: it is made to believe that they end at once. `tokenLifetime.ts` reads the token itself.
 */
function withImmediateExpiry(response: PipelineResponse): PipelineResponse {
  const body = asObject(parseJson(response.bodyAsText));
  if (body['access_token'] === undefined) return response;
  const { expires_in: _, refresh_in: __, ...rest } = body;
  const soon = String(Math.floor(Date.now() / 1000) + 60);
  return { ...response, bodyAsText: JSON.stringify({ ...rest, expires_on: soon }) };
}
