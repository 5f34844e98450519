/**
 * What an image runs by itself, asked of its registry without an account (distribution/distribution: "HTTP API V2",
 * "Token Authentication"; OCI image specification). Over https only, and without anything about the person.
 */
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import type { ImageConfig } from '../../core/compose/command.ts';
import { asObject, asObjects, isList, type Json, type JsonObject } from '../../core/json.ts';
import { isLoopback } from '../../core/loopback.ts';
import { isDockerHub, parseImage } from '../../core/rules/image.ts';
import { asString, parseJson } from '../http/readJson.ts';
import { clientOptions } from '../http/clientOptions.ts';
import { responseSizeLimit } from '../http/responseSizeLimit.ts';

export interface ImageConfigReaderOptions {
  /** Certificates that are trusted besides; for tests on loopback. */
  readonly ca?: string;
}

/** Undefined where the registry wants an account, is not reached, or has no such image for Linux on amd64. */
export type ReadImageConfig = (image: string, signal: AbortSignal) => Promise<ImageConfig | undefined>;

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

export function createImageConfigReader({ ca }: ImageConfigReaderOptions = {}): ReadImageConfig {
  const pipeline = createPipelineFromOptions(clientOptions(ca));
  pipeline.removePolicy({ name: 'redirectPolicy' });
  // Whoever wrote the file that names the image chose who answers.
  pipeline.addPolicy(responseSizeLimit, { afterPhase: 'Sign' });
  const direct = pipeline.clone();
  direct.removePolicy({ name: 'proxyPolicy' });
  const http = createDefaultHttpClient();

  async function get(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal) {
    if (url.protocol !== 'https:') throw new Error(`${url.host} is not asked over ${url.protocol}`);
    const request = createPipelineRequest({
      url: url.href,
      headers: createHttpHeaders(headers),
      abortSignal: signal,
    });
    return (isLoopback(url.href) ? direct : pipeline).sendRequest(http, request);
  }

  return async (image, signal) => {
    const parsed = parseImage(image);
    if ('problem' in parsed) return undefined;
    const { registry, repository, tag, digest } = parsed.reference;
    const host = isDockerHub(registry) ? 'registry-1.docker.io' : registry;
    let token: string | undefined;

    /** With a token once the registry has named who gives one; a blob may be on another server. */
    async function read(path: string, accept: string): Promise<JsonObject> {
      const url = new URL(`https://${host}/v2/${repository}/${path}`);
      const headers = () => ({
        Accept: accept,
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      });
      let answer = await get(url, headers(), signal);
      if (answer.status === 401 && token === undefined) {
        token = await anonymousToken(answer, repository, signal);
        answer = await get(url, headers(), signal);
      }
      const location = answer.headers.get('location');
      if (answer.status >= 300 && answer.status < 400 && location !== undefined)
        answer = await get(new URL(location, url), { Accept: accept }, signal);
      if (answer.status !== 200) throw new Error(`${host} answered ${answer.status}`);
      return asObject(parseJson(answer.bodyAsText));
    }

    async function anonymousToken(
      answer: PipelineResponse,
      name: string,
      within: AbortSignal,
    ): Promise<string> {
      const challenge = answer.headers.get('www-authenticate') ?? '';
      const parameter = (key: string) => new RegExp(`\\b${key}="([^"]*)"`).exec(challenge)?.[1];
      const realm = new URL(parameter('realm') ?? '');
      const service = parameter('service');
      if (service !== undefined) realm.searchParams.set('service', service);
      realm.searchParams.set('scope', parameter('scope') ?? `repository:${name}:pull`);
      const body = asObject(parseJson((await get(realm, { Accept: 'application/json' }, within)).bodyAsText));
      const found = asString(body['token']) ?? asString(body['access_token']);
      if (found === undefined) throw new Error(`${realm.host} gave no token`);
      return found;
    }

    try {
      const first = await read(`manifests/${digest ?? tag ?? 'latest'}`, manifestTypes);
      const inner = isList(first['manifests']) ? digestOfLinux(first) : undefined;
      const manifest = inner === undefined ? first : await read(`manifests/${inner}`, manifestTypes);
      const config = asString(asObject(manifest['config'])['digest']);
      if (config === undefined) return undefined;
      return readConfig(await read(`blobs/${config}`, 'application/json'));
    } catch {
      return undefined; // the caller says that it is not known
    }
  };
}

function digestOfLinux(index: JsonObject): string | undefined {
  const found = asObjects(index['manifests']).find(({ platform }) => {
    const { os, architecture } = asObject(platform);
    return os === 'linux' && architecture === 'amd64';
  });
  return asString(found?.['digest']);
}

function readConfig(blob: JsonObject): ImageConfig | undefined {
  const config = asObject(blob['config']);
  return { entrypoint: texts(config['Entrypoint']), command: texts(config['Cmd']) };
}

function texts(json: Json | undefined): readonly string[] {
  return isList(json) ? json.flatMap(item => asString(item) ?? []) : [];
}
