/** Before something is sent: whether the account may do it, and if not, which role would allow it. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  type Operation,
  type NamedAccessRequirement,
  type AccessRequirement,
  requirementOnGroup,
  requiredPermissions,
} from '../../core/access/accessRequirements.ts';
import { type ContainerRef, groupKey, type GroupRef } from '../../core/model/containerGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { App } from '../app.ts';
import { accessTarget } from '../access/accessTarget.ts';
import { missingPermissionText } from '../access/messages.ts';
import { window } from './plainWindow.vscode.ts';

type PermissionCheckDeps = Pick<App, 'permissions'>;

/** Those of the groups that the account may do it to; of the others the person is told. */
export async function filterPermittedGroups(
  app: PermissionCheckDeps,
  operation: Operation,
  refs: readonly GroupRef[],
): Promise<readonly GroupRef[]> {
  const needs = new Map(refs.map(ref => [requirementOnGroup(ref, operation), ref]));
  const lacking = await app.permissions.findMissing([...needs.keys()], neverAborts());
  const denied = lacking.flatMap(need => needs.get(need) ?? []);
  const [first] = lacking;
  if (first)
    showMissingPermission(
      first,
      denied.map(({ name }) => name),
    );
  return refs.filter(ref => !denied.includes(ref));
}

/** Those of the containers that the account may do it to; of the groups of the others the person is told. */
export async function filterPermittedContainers(
  app: PermissionCheckDeps,
  operation: Operation,
  refs: readonly ContainerRef[],
): Promise<readonly ContainerRef[]> {
  const groups = [...new Map(refs.map(({ group }) => [groupKey(group), group])).values()];
  const allowed = new Set((await filterPermittedGroups(app, operation, groups)).map(groupKey));
  return refs.filter(({ group }) => allowed.has(groupKey(group)));
}

/** Whether the account may do it there; if not, the person is told. `name`: of the place or thing. */
export async function checkPermission(
  app: PermissionCheckDeps,
  need: AccessRequirement,
  name: string,
): Promise<boolean> {
  return checkPermissions(app, [{ ...need, name }]);
}

/** Whether the account may do all of it; of the first thing that it may not, the person is told. */
export async function checkPermissions(
  app: PermissionCheckDeps,
  needs: readonly NamedAccessRequirement[],
): Promise<boolean> {
  const [lacking] = await app.permissions.findMissing(needs, neverAborts());
  if (lacking) showMissingPermission(lacking, [lacking.name]);
  return !lacking;
}

/** Does not wait for the person. */
export function showMissingPermission(
  { operation, scope }: AccessRequirement,
  names: readonly string[],
): void {
  const grant = l10n.t('Grant Access…');
  void window
    .showWarningMessage(missingPermissionText(operation, names, scope), grant)
    .then(chosen =>
      chosen === grant
        ? vscode.commands.executeCommand(
            'aci.grantAccess',
            accessTarget(scope, requiredPermissions[operation].role),
          )
        : undefined,
    );
}
