import { isFinished } from '../model/groupState.ts';
import { type ContainerGroup, containersOfGroup } from '../model/containerGroup.ts';
import { hasStarted } from '../diagnosis/facts.ts';

/** Why there is nothing to show. */
export type NoData =
  /** Azure measures Linux groups only (learn.microsoft.com "Monitor Azure Container Instances"). */
  | 'windows'
  | 'neverRan'
  /** It has ended, and did not run in the time that is shown. */
  | 'notRunning'
  /** It has run for a few minutes only. */
  | 'noSamplesYet'
  /** This cloud or region has no such metrics. */
  | 'notSupported'
  | 'noneInRange';

/** Azure shows what it measured after some minutes. */
const firstSamples = 5 * 60_000;

/** Why Azure has no samples of a group that it could be asked for. */
export function whyNoSamples(group: ContainerGroup, now: number): NoData {
  if (group.osType === 'Windows') return 'windows';
  const containers = containersOfGroup(group);
  if (!containers.some(hasStarted)) return 'neverRan';
  if (isFinished(group)) return 'notRunning';
  const starts = containers.flatMap(({ instanceView }) => instanceView?.currentState?.startTime ?? []);
  const isYoung = starts.length > 0 && now - Math.min(...starts) < firstSamples;
  return isYoung ? 'noSamplesYet' : 'noneInRange';
}
