import { toAciError } from '../../core/errors.ts';
import { isGroupOfJob } from '../../core/jobs/jobGroup.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { waitForCompletion } from '../../core/waitForCompletion.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { JobDeps } from './jobDeps.ts';

/** How long between two attempts to delete a group that is still in transition (ms). */
const deleteRetryDelay = 3_000;

/**
 * Deletes the group of the job that was begun then, which stops the job as well. A group of the same name that
 * isn't that job's is left alone; one that is gone is no failure. Throws `AciError`.
 */
export async function deleteJobGroup(
  deps: Pick<JobDeps, 'aci' | 'clock' | 'refreshGroup'>,
  ref: GroupRef,
  begun: number,
): Promise<void> {
  // Never aborted: a delete that is on its way can't be called back.
  for (;;) {
    try {
      if (!isGroupOfJob(await deps.aci.getGroup(ref, neverAborts()), begun)) return;
      await waitForCompletion(deps.aci.act(ref, 'delete', neverAborts()));
      deps.refreshGroup(ref);
      return;
    } catch (error) {
      const { kind } = toAciError(error);
      if (kind === 'notFound') {
        deps.refreshGroup(ref);
        return;
      }
      if (kind !== 'conflict') throw error;
      await deps.clock.sleep(deleteRetryDelay, neverAborts());
    }
  }
}
