/** How `@azure/identity` reaches Entra and the managed identity's endpoint: no retries, no redirects, one clock. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import type { CloudEndpoints } from '../../core/ports.ts';
import { asObject } from '../../core/json.ts';
import { isLoopback } from '../clouds.ts';
import { parseJson } from '../readJson.ts';

/** What Entra said beside the token, which the SDK keeps to itself. */
export interface Heard {
  /** How far Entra's clock is ahead of this machine's, in ms; undefined until it answered. */
  ahead: number | undefined;
  /** `error_description` of its last refusal: MSAL drops that where it only looks for endpoints. */
  refusal: string | undefined;
}

/** An endpoint that isn't there must not be waited for: off Azure, a managed identity's address swallows everything. */
const patience = 20_000;

/** For everything that asks Entra itself. */
export function entraTransport(cloud: CloudEndpoints, heard: Heard, now: () => number) {
  const listening: PipelinePolicy = {
    name: 'listening',
    async sendRequest(request, next) {
      const response = await next(request);
      const date = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(date)) heard.ahead = date - now();
      const said = asObject(parseJson(response.bodyAsText))['error_description'];
      heard.refusal = typeof said === 'string' ? said : undefined;
      return response;
    },
  };
  return options([ownAgents(cloud.ca), listening]);
}

/** For the endpoint that this machine's managed identity has. */
export function managedIdentityTransport() {
  return options([ownAgents(undefined), keptByNobodyElse]);
}

function options(policies: readonly PipelinePolicy[]) {
  return {
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'vscode-azure-container-instances' },
    additionalPolicies: policies.map(policy => ({ policy, position: 'perCall' as const })),
  };
}

/**
 * Gives loopback requests an agent of ours, which also keeps the proxy away (the SDK leaves a request alone that has
 * one), and trusts `ca` there and nowhere else. A managed identity's own address is never behind a proxy either.
 */
function ownAgents(ca: string | undefined): PipelinePolicy {
  const trusting = new HttpsAgent({ ca, keepAlive: true });
  const plain = new HttpAgent();
  return {
    name: 'ownAgents',
    sendRequest(request, next) {
      if (request.url.startsWith('http:')) request.agent = plain;
      else if (isLoopback(request.url)) request.agent = trusting;
      request.timeout = patience;
      return next(request);
    },
  };
}

/**
 * MSAL keeps a managed identity's tokens for the whole process by this machine's clock, gives a revoked one out again
 * and can't be told otherwise: it is made to believe that they end at once. `lifetime.ts` reads the token itself.
 */
const keptByNobodyElse: PipelinePolicy = {
  name: 'keptByNobodyElse',
  async sendRequest(request, next) {
    const response = await next(request);
    const body = asObject(parseJson(response.bodyAsText));
    if (response.status !== 200 || body['expires_on'] === undefined) return response;
    const { expires_in: _, refresh_in: __, ...rest } = body;
    const soon = String(Math.floor(Date.now() / 1000) + 60);
    return { ...response, bodyAsText: JSON.stringify({ ...rest, expires_on: soon }) };
  },
};
