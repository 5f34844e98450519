/** What running a job needs around it. */
import type { Clock } from '../../core/clock.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { Preflight } from '../preflight/checkBeforeSending.ts';
import type { PendingJobs } from './pendingJobs.ts';

export interface RunJobDeps {
  readonly aci: AzureApi;
  readonly clock: Clock;
  readonly preflight: Preflight;
  /** Remembers the job while its group may be left behind. */
  readonly jobs: Pick<PendingJobs, 'add' | 'all' | 'keepAlive' | 'remove'>;
  /** The group has been made, has changed or is gone: time to look at it. Does not wait, never throws. */
  readonly refreshGroup: (ref: GroupRef) => void;
}

/** With what looks after the jobs of other windows, too. */
export interface JobDeps extends RunJobDeps {
  readonly jobs: PendingJobs;
}
