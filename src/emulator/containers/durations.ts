import { numberOf } from '../hash.ts';
import type { Image } from './processes/program.ts';

/**
 * How long things take, in ms, before the `pace` factor: in proportion as recorded (a group is up in half a minute,
 * the pull takes some seconds), but quick enough to watch.
 */
export const durations = {
  /** From the PUT until a node has the group. */
  schedule: 1_000,
  /** For a group in a subnet, each of its four network events. */
  networkStep: 1_000,
  /** From the image (or the end of the last run) to the started container. */
  start: 1_000,
  /** Between two attempts to mount a group's volumes. */
  mountRetry: 30_000,
  /**
   * From `restart` or an update until the old containers are killed: recorded, a GET one second later finds them
   * running.
   */
  killDelay: 2_000,

  // These hold whatever the pace.

  /** Between two runs of a container, or two pulls: an immediate retry would leave no time for anything else. */
  shortestRetry: 10,
  /** A container that ran so long is not in a crash loop: its next back-off begins anew (as Kubernetes does). */
  backOffReset: 600_000,
  /** A group that has ended keeps its address so long: recorded with one 10 s after its end, without one 45 s after. */
  addressKept: 30_000,
  /** `provisioningTimeoutInSeconds`. */
  provisioningTimeout: 1_800_000,
} as const;

/** How long a pull takes: 2 to 6 seconds, the same for the same image, Windows images three times that. */
export function pullDuration(reference: string, image: Image): number {
  return image.pullMs ?? (2_000 + numberOf(reference, 4_001)) * (image.os === 'Windows' ? 3 : 1);
}

/** The back-off before a restart, in seconds: none after the first end, then 10, 20, 40 … 300 (as the kubelet). */
export function backOffSeconds(endsInARow: number): number {
  return endsInARow < 2 ? 0 : Math.min(300, 10 * 2 ** (endsInARow - 2));
}
