/** *Run Container Job…*: asks what to run, runs it with its log in an output channel, and tells how it ended. */
import * as vscode from 'vscode';
import { toAciError } from '../../core/errors.ts';
import { defaultSize } from '../../core/job/definition.ts';
import { jobName } from '../../core/job/group.ts';
import { permitted } from '../access/guard.ts';
import type { App } from '../app.ts';
import { abortedBy } from '../cancel.ts';
import type { CreateContext } from '../create/context.ts';
import { pullRoleOf } from '../create/create.ts';
import { type Draft, pullFrom } from '../create/draft.ts';
import { needsOf } from '../create/needs.ts';
import { contextOf } from '../create/open.ts';
import { createSteps } from '../create/steps/all.ts';
import { createPrompt } from '../prompt.ts';
import { type Prompt, runWizard } from '../wizard.ts';
import { jobDeskOf, lastJob, rememberJob, wantedDeletion } from './fromApp.ts';
import { type Job, type JobEnd, runJob } from './run.ts';
import { endText } from './words.ts';

export async function openJobWizard(app: App): Promise<void> {
  const prompt = createPrompt();
  let draft: Draft | undefined;
  try {
    draft = await askForJob(contextOf(app), startFrom(app), prompt);
  } finally {
    prompt.dispose();
  }
  const job = draft && jobOf(draft);
  if (!draft || !job) return;
  for (const need of needsOf(draft)) if (!(await permitted(app, need, need.name))) return;
  await rememberJob(app, {
    subscriptionId: job.place.subscriptionId,
    resourceGroup: job.place.resourceGroup.name,
    ...(draft.source === 'public' && { image: job.definition.image }),
    command: job.definition.command,
  });
  await runInChannel(app, job);
}

/** The answers of the last time, to be changed. */
function startFrom(app: App): Draft {
  const { cloud } = app.account;
  const { subscriptionId, resourceGroup, image, command } = lastJob(app);
  const subscription = app.store.subscriptions.find(({ id }) => id === subscriptionId);
  return {
    cloud,
    ...(subscription && { subscription }),
    ...(subscription &&
      resourceGroup !== undefined && {
        resourceGroup: { name: resourceGroup, location: undefined, isNew: false },
      }),
    ...(image !== undefined && { source: 'public' as const, image }),
    ...(command && { command }),
  };
}

/** The create wizard's own steps, as far as a job needs them, under the job's title. Sends nothing. */
function askForJob(context: CreateContext, start: Draft, prompt: Prompt): Promise<Draft | undefined> {
  const sections = new Set(['subscription', 'resourceGroup', 'image', 'command', 'variables']);
  const steps = createSteps(context).filter(({ section }) => sections.has(section));
  return runWizard(start, steps, retitled(prompt));
}

function retitled(prompt: Prompt): Prompt {
  const title = (text: string) => vscode.l10n.t('Run container job: {0}', text.replace(/^.*?: /, ''));
  return {
    pick: question => prompt.pick({ ...question, title: title(question.title) }),
    input: question => prompt.input({ ...question, title: title(question.title) }),
    wait: (question, work) => prompt.wait({ ...question, title: title(question.title) }, work),
  };
}

function jobOf(whole: Draft): Job | undefined {
  const { cloud, subscription, resourceGroup, image, ...draft } = whole;
  const location = resourceGroup?.location;
  if (!subscription || !resourceGroup || image === undefined || location === undefined) return undefined;
  const { credential, command = [], variables = [] } = draft;
  const open = { subscription: undefined, resourceGroup: undefined, location: undefined };
  return {
    definition: {
      ...{ image, credential, command, variables, size: defaultSize, deleteWhenDone: undefined },
      pullAs: pullFrom(whole),
      ...open,
    },
    place: { cloud, subscriptionId: subscription.id, resourceGroup, location },
    deleteWhenDone: wantedDeletion(),
    pullRole: pullRoleOf(whole),
  };
}

async function runInChannel(app: App, job: Job): Promise<void> {
  const name = jobName(job.definition.image, app.clock.now());
  const channel = vscode.window.createOutputChannel(vscode.l10n.t('{0} (job)', name), 'aci-log');
  channel.show(true);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Running the container job "{0}"', name),
    cancellable: true,
  };
  try {
    const end = await vscode.window.withProgress(options, (bar, token) =>
      runJob(
        jobDeskOf(app),
        job,
        { write: text => channel.append(text), step: message => bar.report({ message }) },
        abortedBy(token),
      ),
    );
    await tell(app, end, channel);
  } catch (error) {
    app.report.show(vscode.l10n.t('The container job "{0}" did not run', name), error);
  }
}

async function tell(app: App, { ref, exitCode, error, kept }: JobEnd, channel: vscode.OutputChannel) {
  const show = vscode.l10n.t('Show log');
  const why = vscode.l10n.t('Why did it fail?');
  const buttons = exitCode !== 0 && kept ? [show, why] : [show];
  const chosen = await (exitCode === undefined
    ? tellFailure(app, ref.name, error, buttons)
    : messageFor(exitCode)(endText(ref.name, exitCode, vscode.l10n.t), ...buttons));
  if (chosen === show) channel.show(true);
  if (chosen === why) await vscode.commands.executeCommand('aci.diagnose', { kind: 'group', ref });
}

function messageFor(exitCode: number) {
  return (text: string, ...buttons: readonly string[]) =>
    exitCode === 0
      ? vscode.window.showInformationMessage(text, ...buttons)
      : vscode.window.showWarningMessage(text, ...buttons);
}

function tellFailure(app: App, name: string, thrown: unknown, buttons: readonly string[]) {
  const what = vscode.l10n.t('The container job "{0}" did not run to its end', name);
  const error = toAciError(thrown);
  app.report.note(what, error);
  return vscode.window.showErrorMessage(app.report.message(what, error), ...buttons);
}
