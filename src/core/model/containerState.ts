/** What a container's current state tells. */
import type { Container } from './containerGroup.ts';

/** `state` in lower case: `running`, `waiting`, `terminated`. */
export function isInState(container: Container, state: string): boolean {
  return container.instanceView?.currentState?.state.toLowerCase() === state;
}

/** Whether a request stopped the container's group, by the wording of recorded answers after `stop`. */
export function isStoppedByClient({ instanceView: view }: Container): boolean {
  return /stopped per client request/i.test(view?.currentState?.detailStatus ?? '');
}

/** `CrashLoopBackOff: Back-off 10s restarting failed`, or either half of it. */
const crashLoopPattern = /crash ?loop ?back-?off|back-?off .{0,40}restarting/i;

/**
 * Whether a container waits between two attempts to run it: its state is then `Waiting` with `CrashLoopBackOff…`, while
 * the group's is `RunningAz`.
 */
export function isCrashLooping(container: Container): boolean {
  const { currentState: current } = container.instanceView ?? {};
  return isInState(container, 'waiting') && crashLoopPattern.test(current?.detailStatus ?? '');
}

/** `detailStatus` of a container that is starting as usual. */
const normalWaitReasons =
  /^(?:creating|containercreating|podinitializing|initializing|waiting to run|pulling(?: image)?)?$/i;

/** Why a container waits, where that isn't part of a usual start: `ImagePullBackOff`; else ''. */
export function abnormalWaitReason(container: Container): string {
  const { currentState } = container.instanceView ?? {};
  if (!currentState || !isInState(container, 'waiting')) return '';
  return normalWaitReasons.test(currentState.detailStatus.trim()) ? '' : currentState.detailStatus;
}
