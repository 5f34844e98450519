/** Which permission each operation needs, and which role gives it: for checks, messages and *Grant Access…*. */
import { resourceGroupScope, roleNames, type Scope } from './rbac.ts';
import type { GroupRef } from '../model/containerGroup.ts';
import type { GroupVerb } from '../azureApi.ts';

/** Operations that Azure requires a permission for. */
export type Operation =
  | GroupVerb
  | 'create'
  | 'change'
  | 'createResourceGroup'
  | 'deployTemplate'
  | 'cancelDeployment'
  | 'readLogs'
  | 'attach'
  | 'exec'
  | 'joinSubnet'
  | 'readRegistryPassword'
  | 'useIdentity'
  | 'grantAccess'
  | 'buildImage'
  | 'createRegistry'
  | 'registerProvider';

export interface RequiredPermission {
  /** As Azure names it. Actions compare without case. */
  readonly action: string;
  /** The least of the built-in roles that give it. */
  readonly role: string;
}

const groups = 'Microsoft.ContainerInstance/containerGroups';
const { container, contributor, reader } = roleNames;

/** The permission and role for each operation. */
export const requiredPermissions: Readonly<Record<Operation, RequiredPermission>> = {
  start: { action: `${groups}/start/action`, role: container },
  stop: { action: `${groups}/stop/action`, role: container },
  restart: { action: `${groups}/restart/action`, role: container },
  delete: { action: `${groups}/delete`, role: container },
  create: { action: `${groups}/write`, role: container },
  change: { action: `${groups}/write`, role: container },
  createResourceGroup: {
    action: 'Microsoft.Resources/subscriptions/resourceGroups/write',
    role: contributor,
  },
  // The role has `Microsoft.Resources/deployments/*` (Azure built-in roles for Containers).
  deployTemplate: { action: 'Microsoft.Resources/deployments/write', role: container },
  cancelDeployment: { action: 'Microsoft.Resources/deployments/cancel/action', role: container },
  readLogs: { action: `${groups}/containers/logs/read`, role: reader },
  attach: { action: `${groups}/containers/attach/action`, role: container },
  exec: { action: `${groups}/containers/exec/action`, role: container },
  joinSubnet: {
    action: 'Microsoft.Network/virtualNetworks/subnets/join/action',
    role: 'Network Contributor',
  },
  readRegistryPassword: {
    action: 'Microsoft.ContainerRegistry/registries/listCredentials/action',
    role: contributor,
  },
  useIdentity: {
    action: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
    role: 'Managed Identity Operator',
  },
  grantAccess: { action: 'Microsoft.Authorization/roleAssignments/write', role: 'User Access Administrator' },
  buildImage: {
    action: 'Microsoft.ContainerRegistry/registries/scheduleRun/action',
    role: 'Container Registry Tasks Contributor',
  },
  createRegistry: { action: 'Microsoft.ContainerRegistry/registries/write', role: contributor },
  registerProvider: { action: 'Microsoft.ContainerInstance/register/action', role: contributor },
};

/** An operation on a scope. */
export interface AccessRequirement {
  readonly operation: Operation;
  /** Where the permission is looked up. */
  readonly scope: Scope;
  /** The resource itself, where `scope` is above it: access may be given on it alone. */
  readonly resourceScope?: Scope;
}

/** A requirement with the display name of what it is about. */
export interface NamedAccessRequirement extends AccessRequirement {
  readonly name: string;
}

/** What an operation needs on a container group that exists. */
export function requirementOnGroup(ref: GroupRef, operation: Operation): AccessRequirement {
  const scope = resourceGroupScope(ref);
  const id = `${scope.id}/providers/${groups}/${ref.name}`;
  return { operation, scope, resourceScope: { cloud: ref.cloud, id } };
}

/** AuthorizationFailed; and LinkedAuthorizationFailed, whose actions and scopes may be several, with commas between. */
const authorizationFailures = [
  /perform action '([^']+)' over scope '([^']+)'/,
  /does not have permission to perform action\(s\) '([^',]+)[^']*' on the linked scope\(s\) '([^',]+)/,
];

/**
 * Which action was refused where, from Azure's own words, with the role that would allow it where the table knows it.
 */
export function parseAuthorizationFailure(
  message: string,
): { readonly action: string; readonly scopeId: string; readonly role: string | undefined } | undefined {
  const [, action, scopeId] = authorizationFailures.flatMap(words => words.exec(message) ?? []);
  if (action === undefined || scopeId === undefined) return undefined;
  const wanted = action.toLowerCase();
  const known = Object.values(requiredPermissions).find(each => each.action.toLowerCase() === wanted);
  return { action, scopeId, role: known?.role };
}
