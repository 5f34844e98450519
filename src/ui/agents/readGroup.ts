/** The one group, and the one container of it, that a reading operation is about. */
import { toAciError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import {
  type Container,
  type ContainerGroup,
  containersOfGroup,
  type GroupRef,
} from '../../core/model/containerGroup.ts';
import { looksSecret } from '../../core/rules/looksSecret.ts';
import { groupNameProblem, resourceGroupNameProblem } from '../../core/rules/names.ts';
import { OperationError } from './operationError.ts';
import type { OperationDeps } from './operationDeps.ts';
import { findGroup, findSubscription, groupPath } from './readGroups.ts';

/** Schema of the argument `group`. */
export const groupArgument: JsonObject = {
  type: 'string',
  minLength: 1,
  maxLength: 500,
  description: 'resourceGroup/name, resource id, or a unique name.',
};

/** In a subscription that the person looks at; whether there is such a group may still have to be asked. */
export async function findGroupRef(
  deps: OperationDeps,
  text: string,
  signal: AbortSignal,
): Promise<GroupRef> {
  const ref = await findGroup(deps, text, signal);
  if (groupNameProblem(ref.name) || resourceGroupNameProblem(ref.resourceGroup))
    throw new OperationError(`"${text}" names no container group.`, 'group');
  const subscription = findSubscription(await deps.subscriptions(signal), ref.subscriptionId);
  return { ...ref, subscriptionId: subscription.id };
}

/** With its instance view. Throws `OperationError` where there is no such group. */
export async function readGroup(
  deps: OperationDeps,
  text: string,
  signal: AbortSignal,
): Promise<ContainerGroup> {
  const ref = await findGroupRef(deps, text, signal);
  const group = await readGroupUnlessGone(deps, ref, signal);
  if (group) return group;
  throw new OperationError(
    `There is no container group "${groupPath(ref)}". Find it by list_groups.`,
    'group',
  );
}

export async function readGroupUnlessGone(
  { aci }: Pick<OperationDeps, 'aci'>,
  ref: GroupRef,
  signal: AbortSignal,
): Promise<ContainerGroup | undefined> {
  try {
    return await aci.getGroup(ref, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (toAciError(error).kind === 'notFound') return undefined;
    throw error;
  }
}

/** The container of that name, or all. Throws `OperationError` with the names that there are. */
export function chooseContainers(group: ContainerGroup, name: string | undefined): readonly Container[] {
  const all = containersOfGroup(group);
  if (name === undefined) return all;
  const found = all.filter(container => container.name.toLowerCase() === name.trim().toLowerCase());
  if (found.length > 0) return found;
  const names = all.map(container => container.name).slice(0, 20);
  throw new OperationError(
    `"${group.ref.name}" has no container "${name}". It has: ${names.join(', ')}.`,
    'container',
  );
}

/** Values of plain variables that most likely are secrets: what the containers write may hold them. */
export function secretValuesOf(group: ContainerGroup | undefined): readonly string[] {
  return containersOfGroup(group).flatMap(({ environmentVariables }) =>
    environmentVariables.flatMap(({ name, value }) =>
      value !== undefined && looksSecret(name, value) ? [value] : [],
    ),
  );
}

/** `2026-11-30T01:02:03Z` */
export function timeText(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
