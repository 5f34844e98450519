/** Routes at a registry's login server: challenge, token exchange, catalog, tags. */
import type { Request, Response, Route } from '../arm/route.ts';
import { apiVersion, registryError, type Permission, type RegistryTokens } from './registryTokens.ts';
import { configMediaType, manifestMediaType, type StoredImage } from './images/storedImage.ts';
import {
  findImage,
  imageOfTag,
  type Registries,
  type Registry,
  type Repository,
  type Tag,
} from './registries.ts';

/**
 * The registry is the one whose login server the request was addressed to; at other addresses these paths don't exist.
 */
export function registryDataRoutes(registries: Registries, tokens: RegistryTokens): Route[] {
  const route = (
    method: string,
    path: RegExp,
    answer: (registry: Registry, request: Request) => Response,
  ): Route => ({
    method,
    path,
    access: 'open',
    answer(request) {
      const registry = registries.at(request.url.host);
      if (!registry) return registryError(404, 'NOT_FOUND', 'No registry at this address.');
      return firewall(registry) ?? answer(registry, request);
    },
  });
  const form = (request: Request) => new URLSearchParams(request.body);
  const guarded =
    (
      permission: (request: Request) => Permission | undefined,
      answer: (r: Registry, q: Request) => Response,
    ) =>
    (registry: Registry, request: Request) =>
      tokens.challenge(registry, request, permission(request)) ?? answer(registry, request);
  return [
    route(
      'GET',
      /^\/v2\/?$/,
      guarded(
        () => undefined,
        () => ({ status: 200, headers: apiVersion, body: {} }),
      ),
    ),
    route('POST', /^\/oauth2\/exchange$/, (registry, request) => tokens.exchange(registry, form(request))),
    route('POST', /^\/oauth2\/token$/, (registry, request) => tokens.token(registry, form(request))),
    route('GET', /^\/(?:acr\/v1|v2)\/_catalog$/, guarded(catalogPermission, catalog)),
    route('GET', /^\/acr\/v1\/(?<repository>.+)\/_tags$/, guarded(tagsPermission, tags)),
    route(
      'GET',
      /^\/v2\/(?<repository>.+)\/manifests\/(?<reference>[^/]+)$/,
      guarded(pullPermission, manifest),
    ),
    route('GET', /^\/v2\/(?<repository>.+)\/blobs\/(?<digest>[^/]+)$/, guarded(pullPermission, blob)),
  ];
}

/** The words: Azure/azure-cli#27253; every client of the emulator comes from this machine. */
function firewall({ publicNetworkAccess, defaultAction, ipRules }: Registry): Response | undefined {
  const isOpen = defaultAction === 'Allow' || ipRules.some(rule => rule.replace(/\/32$/, '') === '127.0.0.1');
  if (publicNetworkAccess === 'Enabled' && isOpen) return undefined;
  return registryError(403, 'DENIED', firewallRefusal('127.0.0.1'));
}

export function firewallRefusal(address: string): string {
  return `client with IP '${address}' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.`;
}

function pullPermission(request: Request): Permission {
  return { type: 'repository', name: request.params['repository'] ?? '', action: 'pull' };
}

/** A manifest as text, by tag or digest ("Pulling manifests", OCI Distribution Specification). */
function manifest(registry: Registry, { params }: Request): Response {
  const { repository = '', reference = '' } = params;
  const found = findImage(registry, repository, reference);
  if (!found) {
    const message = reference.includes(':')
      ? `manifest ${reference} is not found`
      : `manifest tagged by "${reference}" is not found`;
    return registryError(404, 'MANIFEST_UNKNOWN', message);
  }
  return file(found.manifest, manifestMediaType, found.digest);
}

/** The configuration of an image; its layers have no content here. */
function blob(registry: Registry, { params }: Request): Response {
  const { repository: name = '', digest = '' } = params;
  const repository = registry.repositories.find(each => each.name === name);
  const images: StoredImage[] = repository
    ? [...(repository.images ?? []), ...repository.tags.map(tag => imageOfTag(registry, repository, tag))]
    : [];
  const found = images.find(({ configDigest }) => configDigest === digest);
  if (!found) return registryError(404, 'BLOB_UNKNOWN', 'blob unknown to registry');
  return file(found.config, configMediaType, digest);
}

function file(text: string, type: string, digest: string): Response {
  const headers = {
    ...apiVersion,
    'content-type': type,
    'docker-content-digest': digest,
    etag: `"${digest}"`,
  };
  return { status: 200, headers, body: text };
}

function catalogPermission(): Permission {
  return { type: 'registry', name: 'catalog', action: '*' };
}

function tagsPermission(request: Request): Permission {
  return { type: 'repository', name: request.params['repository'] ?? '', action: 'metadata_read' };
}

function catalog(registry: Registry, request: Request): Response {
  const names = registry.repositories.map(r => r.name).sort();
  const { page, headers } = paged(request, names, name => name);
  return { status: 200, headers, body: { repositories: page } };
}

function tags(registry: Registry, request: Request): Response {
  const name = request.params['repository'] ?? '';
  const repository = registry.repositories.find(r => r.name === name);
  if (!repository)
    return registryError(404, 'NAME_UNKNOWN', `repository name not known to registry: ${name}`);
  const { page, headers } = paged(request, ordered(repository, request), tag => tag.name);
  const body = {
    registry: registry.loginServer,
    imageName: name,
    tags: page.map(tag => tagBody(registry, repository, tag)),
  };
  return { status: 200, headers, body };
}

/** By name, unless `orderby` wants the newest or the oldest first. */
function ordered(repository: Repository, request: Request): Tag[] {
  const all = [...repository.tags];
  const order = request.url.searchParams.get('orderby');
  if (order === 'timedesc') return all.sort((a, b) => b.pushed - a.pushed);
  if (order === 'timeasc') return all.sort((a, b) => a.pushed - b.pushed);
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function tagBody(registry: Registry, repository: Repository, tag: Tag) {
  const time = new Date(tag.pushed).toISOString();
  return {
    name: tag.name,
    digest: imageOfTag(registry, repository, tag).digest,
    createdTime: time,
    lastUpdateTime: time,
    signed: false,
    changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
  };
}

/** `n` entries after `last`, and a `Link` to the next ones where there are more. */
function paged<T>(
  request: Request,
  all: readonly T[],
  name: (entry: T) => string,
): { page: T[]; headers: Record<string, string> } {
  const query = request.url.searchParams;
  const size = Math.max(1, Math.min(1000, Number(query.get('n') ?? 100) || 100));
  const last = query.get('last');
  const start = last === null ? 0 : all.findIndex(entry => name(entry) === last) + 1;
  const page = all.slice(start, start + size);
  const end = page.at(-1);
  if (end === undefined || start + size >= all.length) return { page, headers: apiVersion };
  const next = new URLSearchParams({ last: name(end), n: String(size) });
  const order = query.get('orderby');
  if (order !== null) next.set('orderby', order);
  return {
    page,
    headers: { ...apiVersion, link: `<${request.url.pathname}?${next.toString()}>; rel="next"` },
  };
}
