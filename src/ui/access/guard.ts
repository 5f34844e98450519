/** Before something is sent: whether the account may do it, and if not, which role would allow it. */
import * as vscode from 'vscode';
import { type Deed, type NamedNeed, type Need, needOn, rights } from '../../core/accessNeeds.ts';
import { type ContainerRef, groupKey, type GroupRef } from '../../core/model.ts';
import type { App } from '../app.ts';
import { accessTarget } from './target.ts';
import { lackingText } from './words.ts';
import { window } from '../plainWindow.ts';

type Guarding = Pick<App, 'permissions'>;

/** Those of the groups that the account may do it to; of the others the person is told. */
export async function permittedGroups(
  app: Guarding,
  deed: Deed,
  refs: readonly GroupRef[],
): Promise<readonly GroupRef[]> {
  const needs = new Map(refs.map(ref => [needOn(ref, deed), ref]));
  const lacking = await app.permissions.lacking([...needs.keys()], new AbortController().signal);
  const denied = lacking.flatMap(need => needs.get(need) ?? []);
  const [first] = lacking;
  if (first)
    tell(
      first,
      denied.map(({ name }) => name),
    );
  return refs.filter(ref => !denied.includes(ref));
}

/** Those of the containers that the account may do it to; of the groups of the others the person is told. */
export async function permittedContainers(
  app: Guarding,
  deed: Deed,
  refs: readonly ContainerRef[],
): Promise<readonly ContainerRef[]> {
  const groups = [...new Map(refs.map(({ group }) => [groupKey(group), group])).values()];
  const allowed = new Set((await permittedGroups(app, deed, groups)).map(groupKey));
  return refs.filter(({ group }) => allowed.has(groupKey(group)));
}

/** Whether the account may do it there; if not, the person is told. `name`: of the place or thing. */
export async function permitted(app: Guarding, need: Need, name: string): Promise<boolean> {
  return permittedAll(app, [{ ...need, name }]);
}

/** Whether the account may do all of it; of the first thing that it may not, the person is told. */
export async function permittedAll(app: Guarding, needs: readonly NamedNeed[]): Promise<boolean> {
  const [lacking] = await app.permissions.lacking(needs, new AbortController().signal);
  if (lacking) tell(lacking, [lacking.name]);
  return !lacking;
}

/** Does not wait for the person. */
export function tell({ deed, scope }: Need, names: readonly string[]): void {
  const grant = vscode.l10n.t('Grant Access…');
  void window
    .showWarningMessage(lackingText(deed, names, scope, vscode.l10n.t), grant)
    .then(chosen =>
      chosen === grant
        ? vscode.commands.executeCommand('aci.grantAccess', accessTarget(scope, rights[deed].role))
        : undefined,
    );
}
