/** What running a job needs around it. */
import type { Clock } from '../../core/clock.ts';
import type { GroupRef } from '../../core/model.ts';
import type { Aci } from '../../core/ports.ts';
import type { Translate } from '../translate.ts';
import type { RememberedJobs } from './rememberedJobs.ts';

export interface JobDesk {
  readonly aci: Aci;
  readonly clock: Clock;
  readonly jobs: RememberedJobs;
  readonly t: Translate;
  /** The group has been made, has changed or is gone: time to look at it. Does not wait, never throws. */
  readonly changed: (ref: GroupRef) => void;
}
