/** Jobs whose window was closed before they ended: their groups are offered to be deleted, once. */
import * as vscode from 'vscode';
import { toAciError } from '../../core/errors.ts';
import { isGroupOfJob } from '../../core/job/group.ts';
import type { App } from '../app.ts';
import { deleteJob } from './deleteJob.ts';
import { jobDeskOf } from './fromApp.ts';
import { deadAfter, type RememberedJob } from './rememberedJobs.ts';

const never = new AbortController().signal;

/** Asks about the jobs that no window looks after any more. Throws `AciError` where Azure can't be asked. */
export async function offerCleanUp(app: App): Promise<void> {
  const desk = jobDeskOf(app);
  const isOurs = ({ ref }: RememberedJob) => ref.cloud === app.account.cloud;
  // A window that was closed a moment ago can't be told from an open one yet.
  if (desk.jobs.orphans.length < desk.jobs.all.length) await app.clock.sleep(deadAfter, never);
  const orphans: RememberedJob[] = [];
  for (const job of desk.jobs.orphans.filter(isOurs)) {
    const exists = await isThere(app, job);
    await desk.jobs.remove(job.ref);
    if (exists) orphans.push(job);
  }
  if (orphans.length === 0) return;
  const remove = vscode.l10n.t('Delete');
  const names = orphans.map(({ ref }) => `"${ref.name}"`).join(', ');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'VS Code was closed while container jobs ran. Their container groups are left: {0}.',
      names,
    ),
    remove,
    vscode.l10n.t('Keep'),
  );
  if (chosen !== remove) return;
  for (const { ref, begun } of orphans) {
    try {
      await deleteJob(desk, ref, begun);
    } catch (error) {
      app.report.show(vscode.l10n.t('Could not delete "{0}"', ref.name), error);
    }
  }
}

async function isThere({ aci }: App, { ref, begun }: RememberedJob): Promise<boolean> {
  try {
    return isGroupOfJob(await aci.getGroup(ref, never), begun);
  } catch (error) {
    if (toAciError(error).kind === 'notFound') return false;
    throw error;
  }
}
