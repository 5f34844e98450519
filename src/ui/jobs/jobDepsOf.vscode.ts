import { refreshAndTrack } from '../shared/refreshAndTrack.ts';
import * as vscode from 'vscode';
import { type DeleteWhenDone, deleteWhenDone } from '../../core/jobs/jobDefinition.ts';
import type { App } from '../app.ts';
import type { LastJob } from './jobWizard.ts';
import type { JobDeps } from './jobDeps.ts';
import { pendingJobsOf } from './pendingJobsOf.vscode.ts';

/** All that running a job needs, from the app. */
export function jobDepsOf(app: App): JobDeps {
  const { aci, clock, preflight } = app;
  return {
    aci,
    clock,
    preflight,
    jobs: pendingJobsOf(app),
    refreshGroup: ref => void refreshAndTrack(app.store, ref, app.report),
  };
}

/** What the setting says becomes of the groups of jobs. */
export function deleteWhenDoneSetting(): DeleteWhenDone {
  const wanted = vscode.workspace.getConfiguration('aci.jobs').get<string>('deleteWhenDone');
  return deleteWhenDone.find(known => known === wanted) ?? 'onSuccess';
}

const lastJobKey = 'aci.lastJob';

export function lastJob({ memory }: App): LastJob {
  return memory.get<LastJob>(lastJobKey) ?? memory.get<LastJob>('aci.lastCreate', {});
}

export async function rememberJob({ memory }: App, last: LastJob): Promise<void> {
  await memory.update(lastJobKey, last);
}
