/** A job as a task: its output goes to the task's terminal, and the task ends with the container's exit code. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { isAbort, toAciError } from '../../core/errors.ts';
import { parseJob } from '../../core/jobs/jobDefinition.ts';
import type { JsonObject } from '../../core/json.ts';
import type { App } from '../app.ts';
import { createTaskTerminal, taskExitCodes, waitUntilSignedIn } from '../shared/taskTerminal.vscode.ts';
import { showMissingPermission } from '../shared/permissionCheck.vscode.ts';
import { missingPermissionText } from '../access/messages.ts';
import { wizardContextOf } from '../create/openCreateWizard.vscode.ts';
import { cleanLine } from '../logs/cleanLine.ts';
import { noticeText } from '../logs/itemText.ts';
import { jobDepsOf, lastJob, deleteWhenDoneSetting } from './jobDepsOf.vscode.ts';
import { resolveJobTarget } from './resolveJobTarget.ts';
import { jobRequirements, createJobRun, runJob } from './runJob.ts';
import { jobEndText, jobProblemText } from './messages.ts';

/** `written`: as in tasks.json; `resolved`: with the editor's variables replaced. */
export function jobTerminal(app: App, written: JsonObject, resolved: JsonObject): vscode.Pseudoterminal {
  return createTaskTerminal((write, signal) => runTask(app, { written, resolved }, write, signal));
}

/** Answers the exit code of the task. Never throws. */
async function runTask(
  app: App,
  { written, resolved }: { readonly written: JsonObject; readonly resolved: JsonObject },
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const parsed = parseJob(resolved, name => process.env[name], written);
  if ('problems' in parsed) {
    for (const problem of parsed.problems) write(`${cleanLine(jobProblemText(problem))}\n`);
    return taskExitCodes.badDefinition;
  }
  try {
    await waitUntilSignedIn(app, signal);
    const { aci, subscriptions } = wizardContextOf(app);
    const places = { aci, cloud: app.account.cloud, last: lastJob(app), subscriptions };
    const found = await resolveJobTarget(places, parsed.definition, signal);
    if ('problem' in found) {
      write(`${cleanLine(found.problem)}\n`);
      return taskExitCodes.badDefinition;
    }
    const job = {
      ...{ definition: parsed.definition, place: found.place },
      deleteWhenDone: parsed.definition.deleteWhenDone ?? deleteWhenDoneSetting(),
    };
    const deps = jobDepsOf(app);
    const run = createJobRun(deps, job);
    const [lacking] = await app.permissions.findMissing(jobRequirements(run), signal);
    if (lacking) {
      const { operation, name, scope } = lacking;
      write(noticeText(missingPermissionText(operation, [name], scope)));
      showMissingPermission(lacking, [name]);
      return taskExitCodes.failed;
    }
    const end = await runJob(deps, run, { write, reportStep: () => undefined }, signal);
    if (end.exitCode === undefined) throw toAciError(end.error);
    write(noticeText(jobEndText(end.ref.name, { exitCode: end.exitCode, restarts: end.restarts })));
    return end.exitCode;
  } catch (thrown) {
    if (isAbort(thrown)) return taskExitCodes.interrupted;
    const what = l10n.t('The container job failed');
    const error = toAciError(thrown);
    app.report.log(what, error);
    write(noticeText(app.report.message(what, error)));
    return taskExitCodes.failed;
  }
}
