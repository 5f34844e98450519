/** `Microsoft.Authorization`: the built-in roles that matter here, and what a set of permissions permits. */

/** What a role or a caller may do: `*` stands for anything, slashes included. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  /** On what a resource holds, beside the resource itself: `*` of `actions` does not cover these. Default: none. */
  readonly dataActions?: readonly string[];
}

export interface Role {
  /** Its GUID, the same in every directory. */
  readonly name: string;
  readonly roleName: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

const role = (
  name: string,
  roleName: string,
  description: string,
  actions: readonly string[],
  notActions: readonly string[] = [],
  dataActions: readonly string[] = [],
): Role => ({ name, roleName, description, permissions: [{ actions, notActions, dataActions }] });

const everywhere = [
  'Microsoft.Authorization/*/read',
  'Microsoft.Insights/alertRules/*',
  'Microsoft.Resources/deployments/*',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
  'Microsoft.Support/*',
];

const repositories = 'Microsoft.ContainerRegistry/registries/repositories';

/** Names, ids and permissions as Microsoft's list of built-in roles has them (the actions of ours abridged). */
export const builtInRoles: readonly Role[] = [
  role(
    '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
    'Owner',
    'Grants full access to manage all resources, including the ability to assign roles in Azure RBAC.',
    ['*'],
  ),
  role(
    'b24988ac-6180-42a0-ab88-20f7382dd24c',
    'Contributor',
    'Grants full access to manage all resources, but does not allow you to assign roles in Azure RBAC, manage assignments in Azure Blueprints, or share image galleries.',
    ['*'],
    [
      'Microsoft.Authorization/*/Delete',
      'Microsoft.Authorization/*/Write',
      'Microsoft.Authorization/elevateAccess/Action',
    ],
  ),
  role(
    'acdd72a7-3385-48ef-bd42-f606fba81ae7',
    'Reader',
    'View all resources, but does not allow you to make any changes.',
    ['*/read'],
  ),
  role(
    '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
    'User Access Administrator',
    'Lets you manage user access to Azure resources.',
    ['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*'],
  ),
  role(
    '5d977122-f97e-4b4d-a52f-6b43003ddb4d',
    'Azure Container Instances Contributor Role',
    'Grants read/write access to container groups provided by Azure Container Instances',
    ['Microsoft.ContainerInstance/containerGroups/*', ...everywhere],
  ),
  role('7f951dda-4ed3-4680-a7ca-43fe172d538d', 'AcrPull', 'acr pull', [
    'Microsoft.ContainerRegistry/registries/pull/read',
  ]),
  role('8311e382-0749-4cb8-b61a-304f252e45ec', 'AcrPush', 'acr push', [
    'Microsoft.ContainerRegistry/registries/pull/read',
    'Microsoft.ContainerRegistry/registries/push/write',
  ]),
  role(
    'fb382eab-e894-4461-af04-94435c366c3f',
    'Container Registry Tasks Contributor',
    'Provides permissions to configure, read, list, trigger, or cancel Container Registry Tasks, Task Runs, Task Logs, Quick Runs, Quick Builds, and Task Agent Pools.',
    [
      'Microsoft.ContainerRegistry/registries/read',
      'Microsoft.ContainerRegistry/registries/scheduleRun/action',
      'Microsoft.ContainerRegistry/registries/listBuildSourceUploadUrl/action',
      'Microsoft.ContainerRegistry/registries/runs/*',
      ...everywhere,
    ],
  ),
  role(
    'b93aa761-3e63-49ed-ac28-beffa264f7ac',
    'Container Registry Repository Reader',
    'Allows for read access to Azure Container Registry repositories, but excluding catalog listing.',
    [],
    [],
    [`${repositories}/metadata/read`, `${repositories}/content/read`],
  ),
  role(
    '2a1e307c-b015-4ebd-883e-5b7698a07328',
    'Container Registry Repository Writer',
    'Allows for read and write access to Azure Container Registry repositories, but excluding catalog listing.',
    [],
    [],
    [
      `${repositories}/metadata/read`,
      `${repositories}/content/read`,
      `${repositories}/metadata/write`,
      `${repositories}/content/write`,
    ],
  ),
  role(
    'f1a07417-d97a-45cb-824c-7a7467783830',
    'Managed Identity Operator',
    'Read and Assign User Assigned Identity',
    [
      'Microsoft.ManagedIdentity/userAssignedIdentities/*/read',
      'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
      ...everywhere,
    ],
  ),
];

export function roleNamed(roleName: string): Role {
  const found = builtInRoles.find(each => each.roleName === roleName);
  if (!found) throw new Error(`No built-in role is called ${roleName}.`);
  return found;
}

/** Whether one of the permissions covers the action and doesn't take it out again. Case doesn't matter. */
export function permits(permissions: readonly Permission[], action: string): boolean {
  const matches = (pattern: string) => isCovered(pattern, action);
  return permissions.some(({ actions, notActions }) => actions.some(matches) && !notActions.some(matches));
}

/** The same for a data action. */
export function permitsData(permissions: readonly Permission[], action: string): boolean {
  return permissions.some(({ dataActions = [] }) => dataActions.some(pattern => isCovered(pattern, action)));
}

function isCovered(pattern: string, action: string): boolean {
  return new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`, 'i').test(action);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
