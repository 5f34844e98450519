import * as vscode from 'vscode';
import { isAbort, toAciError } from '../../core/errors.ts';
import { type DeleteWhenDone, deleteWhenDone } from '../../core/job/definition.ts';
import type { App } from '../app.ts';
import type { JobDesk } from './desk.ts';
import type { LastPlace } from './place.ts';
import { RememberedJobs } from './rememberedJobs.ts';

/** All that running a job needs, from the app. */
export function jobDeskOf(app: App): JobDesk {
  const { aci, store, clock, memory } = app;
  const look = async (ref: Parameters<JobDesk['changed']>[0]): Promise<void> => {
    try {
      if (await store.refreshGroup(ref)) store.settle(ref);
    } catch (error) {
      if (!isAbort(error)) app.report.note(`Could not look at "${ref.name}"`, toAciError(error));
    }
  };
  const jobs = new RememberedJobs(memory, clock);
  return { aci, clock, jobs, t: vscode.l10n.t, changed: ref => void look(ref) };
}

/** What the setting says becomes of the groups of jobs. */
export function wantedDeletion(): DeleteWhenDone {
  const wanted = vscode.workspace.getConfiguration('aci.jobs').get<string>('deleteWhenDone');
  return deleteWhenDone.find(known => known === wanted) ?? 'onSuccess';
}

/** What the last job was about. Never a secret, and no variables: their values may be secrets. */
export interface LastJob extends LastPlace {
  readonly image?: string | undefined;
  readonly command?: readonly string[] | undefined;
}

const lastKey = 'aci.lastJob';

export function lastJob({ memory }: App): LastJob {
  return memory.get<LastJob>(lastKey) ?? memory.get<LastPlace>('aci.lastCreate', {});
}

export async function rememberJob({ memory }: App, last: LastJob): Promise<void> {
  await memory.update(lastKey, last);
}
