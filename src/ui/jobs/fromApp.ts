import * as vscode from 'vscode';
import { isAbort, toAciError } from '../../core/errors.ts';
import { type DeleteWhenDone, deleteWhenDone } from '../../core/job/definition.ts';
import type { App } from '../app.ts';
import type { LastJob } from './ask.ts';
import type { JobDesk } from './desk.ts';
import { jobsOf } from './windowJobs.ts';

/** All that running a job needs, from the app. */
export function jobDeskOf(app: App): JobDesk {
  const { aci, store, clock } = app;
  const look = async (ref: Parameters<JobDesk['changed']>[0]): Promise<void> => {
    try {
      if (await store.refreshGroup(ref)) store.settle(ref);
    } catch (error) {
      if (!isAbort(error)) app.report.note(`Could not look at "${ref.name}"`, toAciError(error));
    }
  };
  return { aci, clock, jobs: jobsOf(app), t: vscode.l10n.t, changed: ref => void look(ref) };
}

/** What the setting says becomes of the groups of jobs. */
export function wantedDeletion(): DeleteWhenDone {
  const wanted = vscode.workspace.getConfiguration('aci.jobs').get<string>('deleteWhenDone');
  return deleteWhenDone.find(known => known === wanted) ?? 'onSuccess';
}

const lastKey = 'aci.lastJob';

export function lastJob({ memory }: App): LastJob {
  return memory.get<LastJob>(lastKey) ?? memory.get<LastJob>('aci.lastCreate', {});
}

export async function rememberJob({ memory }: App, last: LastJob): Promise<void> {
  await memory.update(lastKey, last);
}
