import type { OsType } from '../model/containerGroup.ts';

/** A container image's reference, taken apart. */
export interface ImageReference {
  /** `docker.io` where none is written. */
  readonly registry: string;
  /** `library/nginx` for `nginx`. */
  readonly repository: string;
  /** `latest` where neither tag nor digest is written. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

export type ImageProblem =
  | { readonly code: 'imageEmpty' }
  | { readonly code: 'imageSpaces' }
  | { readonly code: 'imageScheme'; readonly suggestion: string }
  | { readonly code: 'imageCapitals'; readonly suggestion: string }
  | { readonly code: 'imageRegistry'; readonly registry: string }
  | { readonly code: 'imageRepository'; readonly repository: string }
  | { readonly code: 'imageTag'; readonly tag: string }
  | { readonly code: 'imageDigest'; readonly digest: string }
  | { readonly code: 'imageOtherRegistry'; readonly registry: string; readonly wanted: string }
  | { readonly code: 'serverText'; readonly text: string }
  | { readonly code: 'serverPort'; readonly suggestion: string };

const dockerHub = 'docker.io';
const hostPattern =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::\d{1,5})?$/;
/** The grammar of github.com/distribution/reference for one component of a repository. */
const componentPattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[+._-][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** `registry/repository:tag@digest`, as Docker reads it. */
export function parseImage(
  text: string,
): { readonly reference: ImageReference } | { readonly problem: ImageProblem } {
  if (text.trim() === '') return { problem: { code: 'imageEmpty' } };
  if (/\s/.test(text.trim())) return { problem: { code: 'imageSpaces' } };
  const scheme = /^[a-z]+:\/\//i.exec(text.trim());
  if (scheme) return { problem: { code: 'imageScheme', suggestion: text.trim().slice(scheme[0].length) } };
  const reference = splitReference(text.trim());
  if (/[A-Z]/.test(reference.repository))
    return { problem: { code: 'imageCapitals', suggestion: lowerCaseRepository(text.trim()) } };
  return parseParts(reference);
}

/** A tag may have capitals, what is before it may not. */
function lowerCaseRepository(text: string): string {
  const path = pathOf(text);
  return path.toLowerCase() + text.slice(path.length);
}

/** What is before tag and digest. */
function pathOf(text: string): string {
  const named = text.replace(/@.*$/s, '');
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  return colon < 0 ? named : named.slice(0, colon);
}

function splitReference(text: string): ImageReference {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const named = at < 0 ? text : text.slice(0, at);
  const path = pathOf(text);
  const isTagged = path.length < named.length;
  const tag = isTagged ? named.slice(path.length + 1) : digest === undefined ? 'latest' : undefined;
  const slash = path.indexOf('/');
  const first = slash < 0 ? '' : path.slice(0, slash);
  if (first !== '' && (/[.:]/.test(first) || first === 'localhost'))
    return { registry: first.toLowerCase(), repository: path.slice(slash + 1), tag, digest };
  return { registry: dockerHub, repository: path.includes('/') ? path : `library/${path}`, tag, digest };
}

function parseParts(
  reference: ImageReference,
): { readonly reference: ImageReference } | { readonly problem: ImageProblem } {
  const { registry, repository, tag, digest } = reference;
  if (!hostPattern.test(registry)) return { problem: { code: 'imageRegistry', registry } };
  if (!repository.split('/').every(component => componentPattern.test(component)))
    return { problem: { code: 'imageRepository', repository: repository.replace(/^library\//, '') } };
  if (tag !== undefined && !tagPattern.test(tag)) return { problem: { code: 'imageTag', tag } };
  if (digest !== undefined && !digestPattern.test(digest))
    return { problem: { code: 'imageDigest', digest } };
  return { reference };
}

/** The whole reference with its defaults: `docker.io/library/nginx:latest`. */
export function formatImage({ registry, repository, tag, digest }: ImageReference): string {
  return `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/**
 * An image in the registry `server`: the server is put in front of a reference that names none;
 * one that names another registry is a problem, because the credential would not be used for it.
 */
export function imageInRegistry(
  server: string,
  text: string,
): { readonly image: string } | { readonly problem: ImageProblem } {
  const parsed = parseImage(text);
  if ('problem' in parsed) return parsed;
  const trimmed = text.trim();
  const { registry } = parsed.reference;
  if (registry === server.toLowerCase() || (isDockerHub(registry) && isDockerHub(server)))
    return { image: trimmed };
  if (registry !== dockerHub || trimmed.toLowerCase().startsWith(`${dockerHub}/`))
    return { problem: { code: 'imageOtherRegistry', registry, wanted: server } };
  return { image: `${server}/${trimmed}` };
}

/**
 * A registry's server: a host name and nothing else. The service refuses `https://…` and even `gitlab.com:443`:
 * InvalidImageRegistryServer, "It should be a valid host name without protocol." (virtual-kubelet/azure-aci#573).
 * On this machine, where only an emulator looks for registries, they have ports.
 */
export function serverProblem(text: string): ImageProblem | undefined {
  const scheme = /^[a-z]+:\/\//i.exec(text)?.[0] ?? '';
  const host = text.slice(scheme.length).replace(/\/.*$/, '');
  const name = host.replace(/:\d+$/, '');
  if (scheme !== '') return { code: 'imageScheme', suggestion: name };
  if (/^(?:localhost|127(?:\.\d{1,3}){3}):\d{1,5}$/.test(text)) return undefined;
  if (name !== host && hostPattern.test(host)) return { code: 'serverPort', suggestion: name };
  return name.includes('.') && hostPattern.test(text) ? undefined : { code: 'serverText', text };
}

/** Docker Hub goes by several names; Azure wants `index.docker.io` in a credential (RegistryErrorResponse names it). */
export function isDockerHub(server: string): boolean {
  return ['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com'].includes(
    server.toLowerCase(),
  );
}

/** The last word of the repository: what a container of this image is best called. */
export function imageBaseName({ repository }: ImageReference): string {
  return repository.slice(repository.lastIndexOf('/') + 1);
}

/**
 * The operating system that an image most likely needs, by the names that Windows images have: those of their base
 * images and of the releases of Windows Server in their tags ("Container base images" on learn.microsoft.com).
 */
export function likelyOsType(image: string): OsType {
  const names = /windows|nano-?server|server-?core|dotnet\/framework/i;
  const tags = /[:_.-](?:win(?:-?(?:x64|amd64|\d+))?|(?:ltsc|sac)20\d\d)(?=$|[_.@-])/i;
  return names.test(image) || tags.test(image) ? 'Windows' : 'Linux';
}
