/** Whether a container group may pull an image out of one of these registries. */
import type { RegistryCredential } from '../containers/types.ts';
import { isAdmin, type Registries } from './registries.ts';

/**
 * Whether the image is there and the credential (the one that names its server, if any) opens it; undefined for an
 * image that lives elsewhere. A credential with a managed identity opens every registry.
 */
export function imageAccess(
  registries: Registries,
  image: string,
  credential: RegistryCredential | undefined,
): boolean | undefined {
  const [server = '', ...path] = image.split('/');
  const registry = registries.at(server);
  if (!registry) return undefined;
  const { username = '', password = '', identity } = credential ?? {};
  if (identity === undefined && !isAdmin(registry, username, password)) return false;
  const { repository, tag, digest } = parse(path.join('/'));
  const held = registry.repositories.find(r => r.name === repository);
  return held !== undefined && (digest !== undefined || held.tags.some(t => t.name === tag));
}

/** `team/app:v1`, `team/app@sha256:…`, `team/app` (that is `:latest`). */
function parse(path: string): { repository: string; tag: string; digest: string | undefined } {
  const [named = '', digest] = path.split('@');
  const [repository = '', tag = 'latest'] = named.split(':');
  return { repository, tag, digest };
}
