/** *Run Container Job…*: asks what to run, runs it with its log in an output channel, and tells how it ended. */
import * as vscode from 'vscode';
import { toAciError } from '../../core/errors.ts';
import { permittedAll } from '../access/guard.ts';
import type { App } from '../app.ts';
import { abortedBy } from '../cancel.ts';
import { contextOf } from '../create/open.ts';
import { createPrompt } from '../prompt.ts';
import { type Asked, askForJob, startFrom } from './ask.ts';
import { jobDeskOf, lastJob, rememberJob, wantedDeletion } from './fromApp.ts';
import { type Job, type JobEnd, newRun, runJob } from './run.ts';
import { endText } from './words.ts';
import { window } from '../plainWindow.ts';

export async function openJobWizard(app: App): Promise<void> {
  const asked = await ask(app);
  if (!asked) return;
  if (!(await permittedAll(app, asked.needs))) return;
  await rememberJob(app, asked.last);
  await runInChannel(app, { ...asked.job, deleteWhenDone: wantedDeletion() });
}

async function ask(app: App): Promise<Asked | undefined> {
  const start = startFrom(app.account.cloud, app.store.subscriptions, lastJob(app));
  const prompt = createPrompt();
  try {
    return await askForJob(contextOf(app), start, prompt);
  } finally {
    prompt.dispose();
  }
}

async function runInChannel(app: App, job: Job): Promise<void> {
  const desk = jobDeskOf(app);
  const run = newRun(desk, job);
  const { name } = run.ref;
  const channel = vscode.window.createOutputChannel(vscode.l10n.t('{0} (job)', name), 'aci-log');
  channel.show(true);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Running the container job "{0}"', name),
    cancellable: true,
  };
  try {
    const end = await window.withProgress(options, (bar, token) =>
      runJob(
        desk,
        run,
        { write: text => channel.append(text), step: message => bar.report({ message }) },
        abortedBy(token),
      ),
    );
    await tell(app, end, channel);
  } catch (error) {
    app.report.show(vscode.l10n.t('The container job "{0}" did not run', name), error);
  }
}

async function tell(
  app: App,
  { ref, exitCode, restarts, error, group }: JobEnd,
  channel: vscode.OutputChannel,
) {
  const show = vscode.l10n.t('Show log');
  const why = vscode.l10n.t('Why did it fail?');
  const buttons = exitCode !== 0 && group === 'kept' ? [show, why] : [show];
  const chosen = await (exitCode === undefined
    ? tellFailure(app, ref.name, error, buttons)
    : messageFor(exitCode)(endText(ref.name, { exitCode, restarts }, vscode.l10n.t), ...buttons));
  if (chosen === show) channel.show(true);
  if (chosen === why) await vscode.commands.executeCommand('aci.diagnose', { kind: 'group', ref });
}

function messageFor(exitCode: number) {
  return (text: string, ...buttons: readonly string[]) =>
    exitCode === 0
      ? window.showInformationMessage(text, ...buttons)
      : window.showWarningMessage(text, ...buttons);
}

function tellFailure(app: App, name: string, thrown: unknown, buttons: readonly string[]) {
  const what = vscode.l10n.t('The container job "{0}" did not run to its end', name);
  const error = toAciError(thrown);
  app.report.note(what, error);
  return window.showErrorMessage(app.report.message(what, error), ...buttons);
}
