import type { Clock } from '../../clock.ts';
import type { FollowItem } from '../followItem.ts';
import { crashLoopWindow } from '../timings.ts';

/** So many failing restarts within `crashLoopWindow` are a loop. */
const failureThreshold = 3;

/** Returns a function that is true once, for the item that shows that the container crashes again and again. */
export function createCrashLoopDetector(clock: Clock): (item: FollowItem) => boolean {
  const failures: number[] = [];
  let isReported = false;
  return item => {
    if (isReported) return false;
    if (item.kind === 'restarted' && item.exitCode !== undefined && item.exitCode !== 0) {
      failures.push(clock.now());
    }
    const recent = failures.filter(time => time > clock.now() - crashLoopWindow);
    const backsOff = item.kind === 'waiting' && item.detail.includes('CrashLoopBackOff');
    isReported = backsOff || recent.length >= failureThreshold;
    return isReported;
  };
}
