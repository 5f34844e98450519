/** Jobs whose window was closed before they ended: their groups are offered to be deleted. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { deleteJobGroup } from './deleteJobGroup.ts';
import type { JobDeps } from './jobDeps.ts';
import { jobDepsOf } from './jobDepsOf.vscode.ts';
import { findLeftoverJobs } from './findLeftoverJobs.ts';
import type { PendingJob } from './pendingJobs.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { formatList } from '../shared/languageFormats.ts';

/**
 * Asks about those of the `former` jobs that no window looks after any more. Whoever doesn't answer is asked again at
 * the next start.
 */
export async function offerLeftoverDeletion(app: App, former: readonly PendingJob[]): Promise<void> {
  const deps = jobDepsOf(app);
  const left = await findLeftoverJobs(deps, app.account.cloud, former, ({ ref }, error) =>
    app.report.log(`Could not look at "${ref.name}", the group of a former job`, error),
  );
  if (left.length === 0) return;
  const remove = l10n.t('Delete');
  const keep = l10n.t('Keep');
  const chosen = await holdWhileAsking(deps, left, window.showWarningMessage(question(left), remove, keep));
  if (chosen === undefined) return;
  await Promise.all(
    left.map(job => (chosen === remove ? deleteLeftover(app, deps, job) : forgetJob(deps, job))),
  );
}

function question(left: readonly PendingJob[]): string {
  const [only, ...others] = left.map(({ ref }) => ref);
  if (only && others.length === 0)
    return l10n.t(
      'VS Code was closed while a container job ran. Its container group "{0}" in {1} is left and may cost money.',
      only.name,
      only.resourceGroup,
    );
  return l10n.t(
    'VS Code was closed while container jobs ran. Their container groups are left and may cost money: {0}.',
    formatList(left.map(({ ref }) => `"${ref.name}"`)),
  );
}

/** While this window asks, no other one does. */
async function holdWhileAsking<T>(
  { jobs }: JobDeps,
  left: readonly PendingJob[],
  answer: Thenable<T>,
): Promise<T> {
  const controller = new AbortController();
  for (const { ref } of left) {
    await jobs.takeOver(ref);
    void jobs.keepAlive(ref, controller.signal).catch(() => undefined); // ends with the answer
  }
  try {
    return await answer;
  } finally {
    controller.abort();
  }
}

async function forgetJob({ jobs }: JobDeps, { ref }: PendingJob): Promise<void> {
  await jobs.remove(ref);
}

async function deleteLeftover(app: App, deps: JobDeps, job: PendingJob): Promise<void> {
  const { ref, begun } = job;
  const again = () => deleteLeftover(app, deps, job);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t('Deleting "{0}"…', ref.name),
  };
  try {
    await window.withProgress(options, () => deleteJobGroup(deps, ref, begun));
    await forgetJob(deps, job);
  } catch (error) {
    app.report.show(l10n.t('Could not delete "{0}"', ref.name), error, again);
  }
}
