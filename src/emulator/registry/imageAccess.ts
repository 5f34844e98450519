/** Whether a container group may pull an image out of one of these registries. */
import { identityIds } from '../arm/containerGroups/identityResponse.ts';
import type { RoleAssignments } from '../authorization/roleAssignments.ts';
import { permits } from '../authorization/roles.ts';
import type { RegistryCredential } from '../containers/runtime.ts';
import { isAdmin, registryId, type Registries, type Registry } from './registries.ts';

/**
 * Whether the image exists and the credential (the one that names its server, if any) may pull it; undefined for an
 * image of another registry. `identityMayPull` says whether the managed identity of this resource id may.
 */
export function imageAccess(
  registries: Registries,
  image: string,
  credential: RegistryCredential | undefined,
  identityMayPull: (identity: string, registry: Registry) => boolean,
): boolean | undefined {
  const [server = '', ...path] = image.split('/');
  const registry = registries.at(server);
  if (!registry) return undefined;
  const { username = '', password = '', identity } = credential ?? {};
  const isPermitted =
    identity === undefined ? isAdmin(registry, username, password) : identityMayPull(identity, registry);
  if (!isPermitted) return false;
  const { repository, tag, digest } = parse(path.join('/'));
  const held = registry.repositories.find(r => r.name === repository);
  return held !== undefined && (digest !== undefined || held.tags.some(t => t.name === tag));
}

/** Whether a managed identity was given a role with the right to pull, on the registry or above it. */
export function mayPull(assignments: RoleAssignments, identity: string, registry: Registry): boolean {
  const granted = assignments.permissionsOf(identityIds(identity).principalId, registryId(registry));
  return permits(granted, 'Microsoft.ContainerRegistry/registries/pull/read');
}

/** `team/app:v1`, `team/app@sha256:…`, `team/app` (that is `:latest`). */
function parse(path: string): { repository: string; tag: string; digest: string | undefined } {
  const [named = '', digest] = path.split('@');
  const [repository = '', tag = 'latest'] = named.split(':');
  return { repository, tag, digest };
}
