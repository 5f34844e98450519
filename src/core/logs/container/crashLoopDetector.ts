import type { Clock } from '../../clock.ts';
import type { FollowItem } from '../followItem.ts';

/** So many failing restarts within so many ms are a loop. */
const failureThreshold = 3;
const failureWindow = 5 * 60_000;

/** Tells once, for one following, that the container has begun to crash again and again. */
export function createCrashLoopDetector(clock: Clock): (item: FollowItem) => boolean {
  const failures: number[] = [];
  let isTold = false;
  return item => {
    if (isTold) return false;
    if (item.kind === 'restarted' && item.exitCode !== undefined && item.exitCode !== 0) {
      failures.push(clock.now());
    }
    const recent = failures.filter(time => time > clock.now() - failureWindow);
    const backsOff = item.kind === 'waiting' && item.detail.includes('CrashLoopBackOff');
    isTold = backsOff || recent.length >= failureThreshold;
    return isTold;
  };
}
