import type { App } from '../app.ts';
import { windowId } from '../shared/pendingWorkOf.vscode.ts';
import { PendingJobs } from './pendingJobs.ts';

/** The jobs of this window, of others and of former ones. */
export function pendingJobsOf({ memory, clock }: Pick<App, 'memory' | 'clock'>): PendingJobs {
  return new PendingJobs(memory, clock, windowId());
}
