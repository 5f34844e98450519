/** Whether something is wrong with a group, by its instance view. What it is: see `diagnosis`. */
import { currentWarnings } from './containerEvents.ts';
import { type Container, type ContainerGroup, containersOfGroup } from './containerGroup.ts';
import { abnormalWaitReason, isCrashLooping, isInState, isStoppedByClient } from './containerState.ts';
import { groupState } from './groupState.ts';

/**
 * Whether a container of a running group does what it should: it runs, or has ended as intended. One without an
 * instance view counts as healthy.
 */
export function isHealthy(container: Container, { restartPolicy }: ContainerGroup): boolean {
  const state = container.instanceView?.currentState;
  if (!state || isInState(container, 'running')) return true;
  return (
    isInState(container, 'terminated') &&
    state.exitCode === 0 &&
    (restartPolicy !== 'Always' || container.isInit)
  );
}

/** Whether the group has failed, warns, or has a container that does. */
export function hasProblem(group: ContainerGroup): boolean {
  const state = groupState(group);
  if (state === 'failed' || state === 'crashLooping') return true;
  return (
    containersOfGroup(group).some(container => hasContainerProblem(container, group)) ||
    currentWarnings(group).length > 0
  );
}

function hasContainerProblem(container: Container, group: ContainerGroup): boolean {
  const view = container.instanceView;
  if (!view || isStoppedByClient(container)) return false;
  return (
    view.restartCount > 0 ||
    isCrashLooping(container) ||
    abnormalWaitReason(container) !== '' ||
    (view.currentState?.exitCode ?? 0) !== 0 ||
    (groupState(group) === 'running' && !isHealthy(container, group))
  );
}
