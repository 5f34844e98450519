/** Whether a container group may pull an image out of one of these registries. */
import { identityIds } from '../arm/containerGroups/identityResponse.ts';
import type { RoleAssignments } from '../authorization/roleAssignments.ts';
import { permits, permitsData } from '../authorization/roles.ts';
import { splitReference } from '../containers/images/imageReference.ts';
import type { RegistryCredential } from '../containers/runtime.ts';
import { findImage, isAdmin, registryId, type Registries, type Registry } from './registries.ts';

/**
 * Whether the image exists and the credential (the one that names its server, if any) may pull it; undefined for an
 * image of another registry. `identityMayPull` says whether the managed identity of this resource id may. Container
 * instances come from addresses that no firewall rule can name, so that a restricted registry lets none in.
 */
export function imageAccess(
  registries: Registries,
  image: string,
  credential: RegistryCredential | undefined,
  identityMayPull: (identity: string, registry: Registry) => boolean,
): boolean | undefined {
  const { repository, server, tag, digest } = splitReference(image);
  const registry = registries.at(server);
  if (!registry) return undefined;
  if (registry.publicNetworkAccess === 'Disabled' || registry.defaultAction === 'Deny') return false;
  if (!isPermitted(registry, credential, identityMayPull)) return false;
  return findImage(registry, repository.slice(server.length + 1), digest ?? tag) !== undefined;
}

function isPermitted(
  registry: Registry,
  credential: RegistryCredential | undefined,
  identityMayPull: (identity: string, registry: Registry) => boolean,
): boolean {
  if (registry.anonymousPullEnabled) return true;
  const { username = '', password = '', identity } = credential ?? {};
  return identity === undefined ? isAdmin(registry, username, password) : identityMayPull(identity, registry);
}

/**
 * Whether a managed identity was given a role with the right to pull, on the registry or above it. A registry with
 * repository permissions knows other rights than AcrPull's ("Microsoft Entra-based repository permissions").
 */
export function mayPull(assignments: RoleAssignments, identity: string, registry: Registry): boolean {
  const granted = assignments.permissionsOf(identityIds(identity).principalId, registryId(registry));
  return registry.roleAssignmentMode === 'AbacRepositoryPermissions'
    ? permitsData(granted, 'Microsoft.ContainerRegistry/registries/repositories/content/read')
    : permits(granted, 'Microsoft.ContainerRegistry/registries/pull/read');
}
