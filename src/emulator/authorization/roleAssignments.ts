/** Role assignments, and the permissions that follow from them. */
import { isWithinScope } from './scopes.ts';
import { builtInRoles, type Permission, type Role } from './roles.ts';

export type PrincipalType = 'User' | 'Group' | 'ServicePrincipal';

export interface RoleAssignment {
  /** Its GUID, chosen by whoever made it. */
  readonly name: string;
  /** A resource id; the role applies to everything below it. */
  readonly scope: string;
  readonly role: Role;
  readonly principalId: string;
  readonly principalType: PrincipalType;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly createdBy: string;
}

export class RoleAssignments {
  readonly #all: RoleAssignment[] = [];

  get all(): readonly RoleAssignment[] {
    return this.#all;
  }

  add(assignment: RoleAssignment): void {
    this.#all.push(assignment);
  }

  remove(assignment: RoleAssignment): void {
    const at = this.#all.indexOf(assignment);
    if (at >= 0) this.#all.splice(at, 1);
  }

  /** Those that apply to a scope: made on it or above it. */
  forScope(scope: string): readonly RoleAssignment[] {
    return this.#all.filter(each => isWithinScope(scope, each.scope));
  }

  /** The permissions that a principal has at a scope by its role assignments. */
  permissionsOf(principalId: string, scope: string): readonly Permission[] {
    return this.forScope(scope)
      .filter(each => each.principalId.toLowerCase() === principalId.toLowerCase())
      .flatMap(each => each.role.permissions);
  }
}

/** The role that a role definition's id ends with. */
export function roleOf(roleDefinitionId: string): Role | undefined {
  const name = roleDefinitionId.split('/').at(-1)?.toLowerCase();
  return builtInRoles.find(each => each.name === name);
}
