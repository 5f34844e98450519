import type { App } from '../app.ts';
import { windowName } from '../create/windowCreates.ts';
import { RememberedJobs } from './rememberedJobs.ts';

/** The jobs of this window, of others and of former ones. */
export function jobsOf({ memory, clock }: Pick<App, 'memory' | 'clock'>): RememberedJobs {
  return new RememberedJobs(memory, clock, windowName());
}
