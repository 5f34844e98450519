/**
 * Reads one image's manifests and blobs from its registry (distribution/distribution: "HTTP API V2", "Token
 * Authentication"; OCI image specification). Over https only, and without anything about the person but the credential
 * that is given for this registry.
 */
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { asObject, type JsonObject } from '../../core/json.ts';
import { isLoopback } from '../../core/loopback.ts';
import { isDockerHub, type ImageReference } from '../../core/rules/image.ts';
import { clientOptions } from '../http/clientOptions.ts';
import { asString, parseJson } from '../http/readJson.ts';
import { limitResponseSize } from '../http/responseSizeLimit.ts';

export interface ImageRegistryOptions {
  /** Certificates that are trusted besides; for tests on loopback. */
  readonly ca?: string | undefined;
}

export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
}

/** The registry answered something else than what was asked for. */
export class RegistryAnswerError extends Error {
  override readonly name = 'RegistryAnswerError';
  readonly status: number;

  constructor(host: string, status: number) {
    super(`${host} answered ${status}`);
    this.status = status;
  }
}

export interface ImageReader {
  /** By tag or digest; without one, that which the reference names. Throws `RegistryAnswerError`, or what the connection does. */
  manifest(reference?: string): Promise<JsonObject>;
  /** A blob that is JSON: a configuration. */
  blob(digest: string): Promise<JsonObject>;
}

export type OpenImage = (
  reference: ImageReference,
  login: RegistryLogin | undefined,
  signal: AbortSignal,
) => ImageReader;

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Asks nobody until something is read. */
export function createImageRegistry({ ca }: ImageRegistryOptions = {}): OpenImage {
  const send = createSender(ca);
  return (reference, login, signal) => openImage(send, reference, login, signal);
}

type Send = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<PipelineResponse>;

function createSender(ca: string | undefined): Send {
  const pipeline = createPipelineFromOptions(clientOptions(ca));
  pipeline.removePolicy({ name: 'redirectPolicy' });
  // Whoever wrote the file that names the image chose who answers.
  pipeline.addPolicy(limitResponseSize(), { afterPhase: 'Sign' });
  const direct = pipeline.clone();
  direct.removePolicy({ name: 'proxyPolicy' });
  const http = createDefaultHttpClient();
  return async (url, headers, signal) => {
    if (url.protocol !== 'https:') throw new Error(`${url.host} is not asked over ${url.protocol}`);
    const request = createPipelineRequest({
      url: url.href,
      headers: createHttpHeaders(headers),
      abortSignal: signal,
    });
    return (isLoopback(url.href) ? direct : pipeline).sendRequest(http, request);
  };
}

function openImage(
  send: Send,
  { registry, repository, tag, digest }: ImageReference,
  login: RegistryLogin | undefined,
  signal: AbortSignal,
): ImageReader {
  const host = isDockerHub(registry) ? 'registry-1.docker.io' : registry;
  let authorization: string | undefined;

  /** With what the registry wants once it has said so; a blob may be on another server, which is told nothing. */
  async function read(path: string, accept: string): Promise<JsonObject> {
    const url = new URL(`https://${host}/v2/${repository}/${path}`);
    const headers = () => ({
      Accept: accept,
      ...(authorization === undefined ? {} : { Authorization: authorization }),
    });
    let answer = await send(url, headers(), signal);
    if (answer.status === 401 && authorization === undefined) {
      authorization = await authorize(answer);
      answer = await send(url, headers(), signal);
    }
    const location = answer.headers.get('location');
    if (answer.status >= 300 && answer.status < 400 && location !== undefined)
      answer = await send(new URL(location, url), { Accept: accept }, signal);
    if (answer.status !== 200) throw new RegistryAnswerError(host, answer.status);
    return asObject(parseJson(answer.bodyAsText));
  }

  async function authorize(answer: PipelineResponse): Promise<string> {
    const challenge = answer.headers.get('www-authenticate') ?? '';
    const basic = login && `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
    if (/^\s*basic\b/i.test(challenge)) {
      if (basic === undefined) throw new RegistryAnswerError(host, answer.status);
      return basic;
    }
    const parameter = (key: string) => new RegExp(`\\b${key}="([^"]*)"`).exec(challenge)?.[1];
    const realm = new URL(parameter('realm') ?? '');
    const service = parameter('service');
    if (service !== undefined) realm.searchParams.set('service', service);
    realm.searchParams.set('scope', parameter('scope') ?? `repository:${repository}:pull`);
    const headers = { Accept: 'application/json', ...(basic !== undefined && { Authorization: basic }) };
    const token = await send(realm, headers, signal);
    if (token.status !== 200) throw new RegistryAnswerError(realm.host, token.status);
    const body = asObject(parseJson(token.bodyAsText));
    const found = asString(body['token']) ?? asString(body['access_token']);
    if (found === undefined) throw new Error(`${realm.host} gave no token`);
    return `Bearer ${found}`;
  }

  return {
    manifest: reference => read(`manifests/${reference ?? digest ?? tag ?? 'latest'}`, manifestTypes),
    blob: wanted => read(`blobs/${wanted}`, 'application/json'),
  };
}
