/** Who may do what: permissions, roles and their assignments, as Azure's access control (RBAC) has them. */
import type { CloudId } from '../model/cloud.ts';
import type { GroupRef } from '../model/containerGroup.ts';

/** Something that rights are held on, by its ARM id: a subscription, a resource group, a registry. */
export interface Scope {
  readonly cloud: CloudId;
  readonly id: string;
}

/** Patterns of actions; `*` stands for anything. What one entry takes out, another may still give. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

export interface Role {
  /** The ARM id of its definition. */
  readonly id: string;
  /** `Azure Container Instances Contributor Role`. */
  readonly name: string;
  readonly description: string;
}

export type PrincipalType = 'User' | 'Group' | 'ServicePrincipal';

/** Somebody or something that can be given a role. */
export interface Principal {
  /** The object id, in the directory of the subscription's tenant. */
  readonly id: string;
  readonly type: PrincipalType;
  /** Undefined where the directory may not be read. */
  readonly name: string | undefined;
}

export interface RoleAssignment {
  readonly id: string;
  readonly roleId: string;
  readonly principalId: string;
  readonly principalType: PrincipalType;
  /** The ARM id it was made on: the scope that was asked about, or one above it. */
  readonly scope: string;
}

/** A user-assigned managed identity. */
export interface ManagedIdentity {
  /** Its ARM id. */
  readonly id: string;
  readonly name: string;
  readonly location: string;
  /** The object id of its service principal. */
  readonly principalId: string;
  readonly clientId: string;
}

/** Built-in roles, by the names that Azure gives them. */
export const roleNames = {
  container: 'Azure Container Instances Contributor Role',
  contributor: 'Contributor',
  reader: 'Reader',
  acrPull: 'AcrPull',
} as const;

export function subscriptionScope({
  cloud,
  subscriptionId,
}: Pick<GroupRef, 'cloud' | 'subscriptionId'>): Scope {
  return { cloud, id: `/subscriptions/${subscriptionId}` };
}

export function resourceGroupScope(of: Omit<GroupRef, 'name'>): Scope {
  return { cloud: of.cloud, id: `${subscriptionScope(of).id}/resourceGroups/${of.resourceGroup}` };
}

/** The subscription that an ARM id begins with; '' where it has none. */
export function subscriptionOf({ id }: Pick<Scope, 'id'>): string {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? '';
}

/** Whether one of the permissions gives the action and doesn't take it out again. ARM compares without case. */
export function isAllowed(permissions: readonly Permission[], action: string): boolean {
  const wanted = action.toLowerCase();
  const fits = (pattern: string) => matchesPattern(pattern.toLowerCase(), wanted);
  return permissions.some(({ actions, notActions }) => actions.some(fits) && !notActions.some(fits));
}

/** Whether `text` fits a pattern in which `*` stands for any run of characters, none included. */
function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.endsWith(last) && at <= text.length - last.length;
}
