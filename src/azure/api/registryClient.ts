/**
 * A registry's own API (`docs/azure-facts.md`): the account's token is exchanged for one of the registry's, which then
 * reads its pages. Everything stays on the one server that the caller names.
 */
import { createHttpHeaders, createPipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';
import { AciError } from '../../core/errors.ts';
import { asObject, asObjects, isObject, type JsonObject } from '../../core/json.ts';
import type { CredentialSource } from '../../core/account/credentialSource.ts';
import { type ArmClient, mostPages } from '../http/armClient.ts';
import { createSender } from '../http/pipeline.ts';
import { errorOfAnswer, errorOfMalformed, errorOfThrown } from '../errors/errorMapping.ts';
import { asString, parseJson } from '../http/readJson.ts';
import { getAccessToken } from '../http/bearerTokenPolicy.ts';

const pageSize = 100;

export interface RegistryRequest {
  /** `https://<login server>/`, as ARM named it. */
  readonly server: URL;
  readonly tenantId: string | undefined;
  readonly path: string;
  /** `registry:catalog:*`, `repository:<name>:pull,metadata_read`. */
  readonly scope: string;
  readonly query?: Readonly<Record<string, string>>;
}

export type ReadRegistryPages = (
  request: RegistryRequest,
  signal: AbortSignal,
) => AsyncGenerator<JsonObject, void, undefined>;

export interface RegistryClient {
  /** Reads page after page of a registry's answer: `Link: </…>; rel="next"`, on the same server only. */
  readonly pages: ReadRegistryPages;
  /** The account's token as one of the registry's, good for some hours: what `az acr login --expose-token` shows. */
  readonly refreshToken: (
    registry: Pick<RegistryRequest, 'server' | 'tenantId'>,
    signal: AbortSignal,
  ) => Promise<string>;
}

export function createRegistryClient(arm: ArmClient, credentials: CredentialSource): RegistryClient {
  const { cloud } = arm;
  const sendRequest = createSender(cloud, arm.scheduler);

  async function* pages(
    request: RegistryRequest,
    signal: AbortSignal,
  ): AsyncGenerator<JsonObject, void, undefined> {
    const token = await registryToken(request, signal);
    const first = new URL(request.path, request.server);
    first.search = new URLSearchParams({ n: String(pageSize), ...request.query }).toString();
    const seen = new Set<string>();
    for (let next: URL | undefined = first; next;) {
      if (seen.has(next.href)) {
        throw new AciError('service', 'The registry lists the same page again and again.');
      }
      if (seen.size >= mostPages)
        throw new AciError('service', `The registry lists more than ${mostPages} pages.`);
      seen.add(next.href);
      const headers = { Authorization: `Bearer ${token}` };
      const answer: PipelineResponse = await send('GET', next, headers, undefined, signal);
      const page = parseJson(answer.bodyAsText);
      if (!isObject(page))
        throw errorOfMalformed(answer, `${next.host} answered with something that is no list.`);
      yield page;
      next = nextLink(answer, next);
    }
  }

  /** Entra token → refresh token. */
  async function refreshToken(
    { server, tenantId }: Pick<RegistryRequest, 'server' | 'tenantId'>,
    signal: AbortSignal,
  ): Promise<string> {
    const aad = await arm.withMappedErrors(signal, () =>
      getAccessToken({ credentials, scope: cloud.scope, tenantId: () => tenantId }, signal),
    );
    return exchange(new URL('/oauth2/exchange', server), 'refresh_token', signal, {
      grant_type: 'access_token',
      service: server.host,
      access_token: aad,
      ...(tenantId === undefined ? {} : { tenant: tenantId }),
    });
  }

  /** Refresh token → access token of a scope. */
  async function registryToken(request: RegistryRequest, signal: AbortSignal): Promise<string> {
    const { server, scope } = request;
    const refresh = await refreshToken(request, signal);
    return exchange(new URL('/oauth2/token', server), 'access_token', signal, {
      grant_type: 'refresh_token',
      service: server.host,
      scope,
      refresh_token: refresh,
    });
  }

  async function exchange(
    url: URL,
    wanted: 'refresh_token' | 'access_token',
    signal: AbortSignal,
    form: Readonly<Record<string, string>>,
  ): Promise<string> {
    const body = new URLSearchParams(form).toString();
    const answer = await send(
      'POST',
      url,
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
      signal,
    );
    const token = asString(asObject(parseJson(answer.bodyAsText))[wanted]);
    if (token === undefined) throw errorOfMalformed(answer, `${url.host} gave no token.`);
    return token;
  }

  async function send(
    method: 'GET' | 'POST',
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: string | undefined,
    signal: AbortSignal,
  ): Promise<PipelineResponse> {
    const answer = await arm.withMappedErrors(signal, async () => {
      const request = createPipelineRequest({
        url: url.href,
        method,
        headers: createHttpHeaders({ Accept: 'application/json', ...headers }),
        abortSignal: signal,
        ...(body === undefined ? {} : { body }),
      });
      try {
        return await sendRequest(request);
      } catch (error) {
        throw errorOfThrown(error, url.host);
      }
    });
    if (answer.status < 200 || answer.status >= 300) throw registryError(answer);
    return answer;
  }

  return { pages, refreshToken };
}

function nextLink(answer: PipelineResponse, from: URL): URL | undefined {
  const link = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(answer.headers.get('link') ?? '')?.[1];
  if (link === undefined) return undefined;
  const next = new URL(link, from);
  if (next.origin === from.origin) return next;
  throw new AciError('service', `The registry's answer led to ${next.host}. It was not followed.`);
}

/** The registry's own envelope: `{"errors":[{"code","message"}]}`. Its 401 is about rights there, not the sign-in. */
function registryError(answer: PipelineResponse): AciError {
  const [first] = asObjects(asObject(parseJson(answer.bodyAsText))['errors']);
  const error = errorOfAnswer(answer);
  const code = asString(first?.['code']) ?? error.code;
  return new AciError(
    answer.status === 401 ? 'forbidden' : error.kind,
    asString(first?.['message']) ?? error.message,
    {
      code,
      status: answer.status,
      requestId: error.requestId,
    },
  );
}
