/** The group that a change is planned for, and whether it is still that one when the plan is carried out. */
import { toAciError } from '../../core/errors.ts';
import type { ContainerGroup, GroupRef, RawContainerGroup } from '../../core/model/containerGroup.ts';
import type { GroupAction } from '../../core/model/groupState.ts';
import { allowedActions, groupState, isTransitioning } from '../../core/model/groupState.ts';
import type { Subscription } from '../../core/model/subscription.ts';
import { hasChangedInAzure } from '../edit/applyPlan.ts';
import { OperationError } from './operationError.ts';
import type { OperationDeps } from './operationDeps.ts';
import { findGroupRef } from './readGroup.ts';
import { findSubscription, groupPath } from './readGroups.ts';

export interface LiveGroup {
  readonly subscription: Subscription;
  readonly group: ContainerGroup;
  readonly raw: RawContainerGroup;
}

/** In a subscription that the person looks at. Throws `OperationError`, `AciError`, or the signal's reason. */
export async function findLiveGroup(
  deps: OperationDeps,
  text: string,
  signal: AbortSignal,
): Promise<LiveGroup> {
  const ref = await findGroupRef(deps, text, signal);
  const subscription = findSubscription(await deps.subscriptions(signal), ref.subscriptionId);
  const live = await readLiveGroup(deps, ref, signal);
  if (!live)
    throw new OperationError(
      `There is no container group "${groupPath(ref)}". Find it by list_groups.`,
      'group',
    );
  return { subscription, ...live };
}

/** Undefined where there is none. */
export async function readLiveGroup(
  { aci }: Pick<OperationDeps, 'aci'>,
  ref: GroupRef,
  signal: AbortSignal,
): Promise<Pick<LiveGroup, 'group' | 'raw'> | undefined> {
  try {
    const [raw, group] = await Promise.all([aci.getRawGroup(ref, signal), aci.getGroup(ref, signal)]);
    return { raw, group };
  } catch (error) {
    signal.throwIfAborted();
    if (toAciError(error).kind === 'notFound') return undefined;
    throw error;
  }
}

/** Read again, just before the plan is carried out. Throws `OperationError` where it is not what was planned for. */
export async function requireUnchanged(
  deps: Pick<OperationDeps, 'aci'>,
  { group: { ref }, raw }: Pick<LiveGroup, 'group' | 'raw'>,
  signal: AbortSignal,
): Promise<ContainerGroup> {
  const now = await readLiveGroup(deps, ref, signal);
  if (!now || hasChangedInAzure(ref, raw, now.raw)) throw changedError(ref, now !== undefined);
  return now.group;
}

export function changedError({ name }: GroupRef, isThere: boolean): OperationError {
  const what = isThere ? 'changed or was made' : 'was deleted';
  return new OperationError(
    `"${name}" ${what} in Azure after this was planned. Nothing was sent. Look at it, and plan it again.`,
  );
}

/** Throws `OperationError` where the group's state does not allow it, with what it allows. */
export function requireAllowed(group: ContainerGroup, action: GroupAction, words: string): void {
  const allowed = allowedActions(group);
  if (allowed.includes(action)) return;
  const now = allowed.filter(other => !['openInBrowser', 'duplicate'].includes(other));
  const next = isTransitioning(group)
    ? 'Wait until it rests, and try again.'
    : `Possible now: ${now.join(', ') || 'nothing'}.`;
  throw new OperationError(
    `"${group.ref.name}" can't be ${words}: its state is ${groupState(group)}. ${next}`,
    'group',
  );
}
