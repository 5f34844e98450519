/** *Who Has Access* as plain rows: who, which role, where it was given. */
import * as l10n from '@vscode/l10n';
import {
  type Principal,
  type Role,
  type RoleAssignment,
  type Scope,
  subscriptionOf,
} from '../../core/access/rbac.ts';
import type { AccessApi } from '../../core/azureApi.ts';
import { emptyOnError } from './emptyOnError.ts';
import { lastSegment, scopeName, principalTypeName } from './messages.ts';
import { toPlainText } from '../shared/plainText.ts';

export interface AccessRow {
  readonly objectId: string;
  /** The name where the directory tells one, else the object id. */
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly isInherited: boolean;
}

export interface AccessRowsDeps {
  readonly subscriptionName?: (id: string) => string | undefined;
}

/**
 * Reads who has access. Names are an extra: where the directory may not be read, managed identities of the
 * subscription have theirs, and the others their object id. Throws `AciError` where assignments can't be read.
 */
export async function readAccessRows(
  access: AccessApi,
  scope: Scope,
  words: AccessRowsDeps,
  signal: AbortSignal,
): Promise<readonly AccessRow[]> {
  const [assignments, roles, identities] = await Promise.all([
    access.assignments(scope, signal),
    emptyOnError(access.roles(scope, signal)),
    emptyOnError(access.managedIdentities(subscriptionOf(scope), signal)),
  ]);
  const ids = [...new Set(assignments.map(({ principalId }) => principalId))];
  const named = ids.length === 0 ? [] : await emptyOnError(access.principals(scope, ids, signal));
  const known: readonly Principal[] = [
    ...named,
    ...identities.map(({ principalId, name }) => ({
      id: principalId,
      name,
      type: 'ServicePrincipal' as const,
    })),
  ];
  return accessRows(assignments, roles, known, scope, words);
}

/** Those of the scope itself first, then inherited ones; in each by name. */
export function accessRows(
  assignments: readonly RoleAssignment[],
  roles: readonly Role[],
  known: readonly Principal[],
  scope: Scope,
  { subscriptionName }: AccessRowsDeps,
): readonly AccessRow[] {
  const nameOf = (id: string) => known.find(each => same(each.id, id) && each.name !== undefined)?.name;
  const roleOf = (id: string) =>
    roles.find(role => same(lastSegment(role.id), lastSegment(id)))?.name ?? lastSegment(id);
  return assignments
    .map(({ principalId, principalType, roleId, scope: madeOn }): AccessRow => {
      const name = nameOf(principalId);
      const isInherited = !same(madeOn, scope.id);
      const where = scopeName(madeOn, subscriptionName);
      return {
        objectId: principalId,
        label: toPlainText(name ?? principalId),
        description: roleOf(roleId),
        detail: [
          principalTypeName(principalType),
          ...(name === undefined ? [] : [principalId]),
          isInherited ? l10n.t('inherited from {0}', where) : l10n.t('given on {0}', where),
        ].join(' · '),
        isInherited,
      };
    })
    .sort((a, b) => Number(a.isInherited) - Number(b.isInherited) || a.label.localeCompare(b.label));
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
