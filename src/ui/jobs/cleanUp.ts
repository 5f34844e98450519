/** Jobs whose window was closed before they ended: their groups are offered to be deleted. */
import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { deleteJob } from './deleteJob.ts';
import type { JobDesk } from './desk.ts';
import { jobDeskOf } from './fromApp.ts';
import { leftJobs } from './leftJobs.ts';
import type { RememberedJob } from './rememberedJobs.ts';
import { window } from '../plainWindow.ts';

/** Asks about those of the `former` jobs that no window looks after any more. Whoever doesn't answer is asked again at the next start. */
export async function offerCleanUp(app: App, former: readonly RememberedJob[]): Promise<void> {
  const desk = jobDeskOf(app);
  const left = await leftJobs(desk, app.account.cloud, former, ({ ref }, error) =>
    app.report.note(`Could not look at "${ref.name}", the group of a former job`, error),
  );
  if (left.length === 0) return;
  const remove = vscode.l10n.t('Delete');
  const keep = vscode.l10n.t('Keep');
  const chosen = await asked(desk, left, window.showWarningMessage(question(left), remove, keep));
  if (chosen === undefined) return;
  await Promise.all(left.map(job => (chosen === remove ? deleteLeft(app, desk, job) : forget(desk, job))));
}

function question(left: readonly RememberedJob[]): string {
  const [only, ...others] = left.map(({ ref }) => ref);
  if (only && others.length === 0)
    return vscode.l10n.t(
      'VS Code was closed while a container job ran. Its container group "{0}" in {1} is left and may cost money.',
      only.name,
      only.resourceGroup,
    );
  return vscode.l10n.t(
    'VS Code was closed while container jobs ran. Their container groups are left and may cost money: {0}.',
    left.map(({ ref }) => `"${ref.name}"`).join(', '),
  );
}

/** While this window asks, no other one does. */
async function asked<T>({ jobs }: JobDesk, left: readonly RememberedJob[], answer: Thenable<T>): Promise<T> {
  const life = new AbortController();
  for (const { ref } of left) {
    await jobs.takeOver(ref);
    void jobs.keepAlive(ref, life.signal).catch(() => undefined); // ends with the answer
  }
  try {
    return await answer;
  } finally {
    life.abort();
  }
}

async function forget({ jobs }: JobDesk, { ref }: RememberedJob): Promise<void> {
  await jobs.remove(ref);
}

async function deleteLeft(app: App, desk: JobDesk, job: RememberedJob): Promise<void> {
  const { ref, begun } = job;
  const again = () => deleteLeft(app, desk, job);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Deleting "{0}"…', ref.name),
  };
  try {
    await window.withProgress(options, () => deleteJob(desk, ref, begun));
    await forget(desk, job);
  } catch (error) {
    app.report.show(vscode.l10n.t('Could not delete "{0}"', ref.name), error, again);
  }
}
