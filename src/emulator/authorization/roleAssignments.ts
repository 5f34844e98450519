/** Who was given which role where. */
import { isWithinScope } from './scopes.ts';
import { builtInRoles, type Permission, type Role } from './roles.ts';

export type PrincipalType = 'User' | 'Group' | 'ServicePrincipal';

export interface RoleAssignment {
  /** Its GUID, chosen by whoever made it. */
  readonly name: string;
  /** An ARM id; the role holds for all below it. */
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

  /** Those that hold for a scope: made on it or above it. */
  forScope(scope: string): readonly RoleAssignment[] {
    return this.#all.filter(each => isWithinScope(scope, each.scope));
  }

  /** What a principal may do at a scope by what was assigned to it. */
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
