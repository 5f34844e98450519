/** Who was given which role where. */
import { isWithin } from '../arm/actions.ts';
import { builtInRoles, type Permission, type Role } from './roles.ts';

export type PrincipalType = 'User' | 'Group' | 'ServicePrincipal';

export interface Assignment {
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

export class Assignments {
  readonly #all: Assignment[] = [];

  get all(): readonly Assignment[] {
    return this.#all;
  }

  add(assignment: Assignment): void {
    this.#all.push(assignment);
  }

  remove(assignment: Assignment): void {
    const at = this.#all.indexOf(assignment);
    if (at >= 0) this.#all.splice(at, 1);
  }

  /** Those that hold for a scope: made on it or above it. */
  over(scope: string): readonly Assignment[] {
    return this.#all.filter(each => isWithin(scope, each.scope));
  }

  /** What a principal may do at a scope by what was assigned to it. */
  permissionsOf(principalId: string, scope: string): readonly Permission[] {
    return this.over(scope)
      .filter(each => each.principalId.toLowerCase() === principalId.toLowerCase())
      .flatMap(each => each.role.permissions);
  }
}

/** The role that a role definition's id ends with. */
export function roleOf(roleDefinitionId: string): Role | undefined {
  const name = roleDefinitionId.split('/').at(-1)?.toLowerCase();
  return builtInRoles.find(each => each.name === name);
}
