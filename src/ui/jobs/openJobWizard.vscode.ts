/** *Run Container Job…*: asks what to run, runs it with its log in an output channel, and tells how it ended. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toAciError } from '../../core/errors.ts';
import { checkPermissions } from '../shared/permissionCheck.vscode.ts';
import type { App } from '../app.ts';
import { toAbortSignal } from '../shared/toAbortSignal.ts';
import { wizardContextOf } from '../create/openCreateWizard.vscode.ts';
import { createPrompt } from '../shared/prompt.vscode.ts';
import { type JobAnswers, runJobWizard, initialJobDraft } from './jobWizard.ts';
import { jobDepsOf, lastJob, rememberJob, deleteWhenDoneSetting } from './jobDepsOf.vscode.ts';
import { type Job, type JobEnd, createJobRun, runJob } from './runJob.ts';
import { jobEndText } from './messages.ts';
import { window } from '../shared/plainWindow.vscode.ts';

export async function openJobWizard(app: App): Promise<void> {
  const asked = await askForAnswers(app);
  if (!asked) return;
  if (!(await checkPermissions(app, asked.needs))) return;
  await rememberJob(app, asked.last);
  await runInChannel(app, { ...asked.job, deleteWhenDone: deleteWhenDoneSetting() });
}

async function askForAnswers(app: App): Promise<JobAnswers | undefined> {
  const start = initialJobDraft(app.account.cloud, app.store.subscriptions, lastJob(app));
  const prompt = createPrompt();
  try {
    return await runJobWizard(wizardContextOf(app), start, prompt);
  } finally {
    prompt.dispose();
  }
}

async function runInChannel(app: App, job: Job): Promise<void> {
  const deps = jobDepsOf(app);
  const run = createJobRun(deps, job);
  const { name } = run.ref;
  const channel = vscode.window.createOutputChannel(l10n.t('{0} (job)', name), 'aci-log');
  channel.show(true);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t('Running the container job "{0}"', name),
    cancellable: true,
  };
  try {
    const end = await window.withProgress(options, (bar, token) =>
      runJob(
        deps,
        run,
        { write: text => channel.append(text), reportStep: message => bar.report({ message }) },
        toAbortSignal(token),
      ),
    );
    await showJobEnd(app, end, channel);
  } catch (error) {
    app.report.show(l10n.t('The container job "{0}" did not run', name), error);
  }
}

async function showJobEnd(
  app: App,
  { ref, exitCode, restarts, error, group }: JobEnd,
  channel: vscode.OutputChannel,
) {
  const show = l10n.t('Show log');
  const why = l10n.t('Why did it fail?');
  const buttons = exitCode !== 0 && group === 'kept' ? [show, why] : [show];
  const chosen = await (exitCode === undefined
    ? showJobFailure(app, ref.name, error, buttons)
    : messageFunctionFor(exitCode)(jobEndText(ref.name, { exitCode, restarts }), ...buttons));
  if (chosen === show) channel.show(true);
  if (chosen === why) await vscode.commands.executeCommand('aci.diagnose', { kind: 'group', ref });
}

function messageFunctionFor(exitCode: number) {
  return (text: string, ...buttons: readonly string[]) =>
    exitCode === 0
      ? window.showInformationMessage(text, ...buttons)
      : window.showWarningMessage(text, ...buttons);
}

function showJobFailure(app: App, name: string, thrown: unknown, buttons: readonly string[]) {
  const what = l10n.t('The container job "{0}" did not run to its end', name);
  const error = toAciError(thrown);
  app.report.log(what, error);
  return window.showErrorMessage(app.report.message(what, error), ...buttons);
}
