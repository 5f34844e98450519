/** Finds the groups of jobs that no window looks after any more. */
import { isAbort, toAciError, type AciError } from '../../core/errors.ts';
import { isGroupOfJob } from '../../core/jobs/jobGroup.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import { groupKey } from '../../core/model/containerGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { JobDeps } from './jobDeps.ts';
import { heartbeatTimeout, type PendingJob } from './pendingJobs.ts';

type LeftoverDeps = Pick<JobDeps, 'aci' | 'clock' | 'jobs'>;

/**
 * Those of the remembered jobs in that cloud whose group is there and is theirs; the others are forgotten. `former`
 * were remembered when this window was loaded. Waits half a minute where another window may still look after one:
 * one that was closed a moment ago can't be told from it. What can't be asked about stays remembered, and is told.
 */
export async function findLeftoverJobs(
  deps: LeftoverDeps,
  cloud: CloudId,
  former: readonly PendingJob[],
  tell: (job: PendingJob, error: AciError) => void,
): Promise<readonly PendingJob[]> {
  const { clock, jobs } = deps;
  const isFormer = (job: PendingJob) => former.some(other => groupKey(other.ref) === groupKey(job.ref));
  const orphans = () => jobs.orphans(true).filter(job => job.ref.cloud === cloud && isFormer(job));
  const waiting = jobs.all.filter(job => job.ref.cloud === cloud && isFormer(job));
  if (orphans().length < waiting.length) await clock.sleep(heartbeatTimeout, neverAborts());
  const left: PendingJob[] = [];
  for (const job of orphans()) {
    try {
      if (await groupExists(deps, job)) left.push(job);
      else await jobs.remove(job.ref);
    } catch (error) {
      if (!isAbort(error)) tell(job, toAciError(error));
    }
  }
  return left;
}

async function groupExists({ aci }: LeftoverDeps, { ref, begun }: PendingJob): Promise<boolean> {
  try {
    return isGroupOfJob(await aci.getGroup(ref, neverAborts()), begun);
  } catch (error) {
    if (toAciError(error).kind === 'notFound') return false;
    throw error;
  }
}
