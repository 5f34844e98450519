/** A job as a task: its output goes to the task's terminal, and the task ends with the container's exit code. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { AciError, isAbort, toAciError } from '../../core/errors.ts';
import { parseJob } from '../../core/jobs/jobDefinition.ts';
import type { JsonObject } from '../../core/json.ts';
import type { App } from '../app.ts';
import { showMissingPermission } from '../shared/permissionCheck.vscode.ts';
import { missingPermissionText } from '../access/messages.ts';
import { wizardContextOf } from '../create/openCreateWizard.vscode.ts';
import { cleanLine } from '../logs/cleanLine.ts';
import { noticeText } from '../logs/itemText.ts';
import { jobDepsOf, lastJob, deleteWhenDoneSetting } from './jobDepsOf.vscode.ts';
import { resolveJobTarget } from './resolveJobTarget.ts';
import { jobRequirements, createJobRun, runJob } from './runJob.ts';
import { jobEndText, jobProblemText } from './messages.ts';

/** The exit code of a task whose definition is wrong: nothing was sent. */
const badDefinitionCode = 2;
const failedCode = 1;
/** What a shell says of a program that Ctrl-C has ended. */
const interruptedCode = 130;

/** `written`: as in tasks.json; `resolved`: with the editor's variables replaced. */
export function jobTerminal(app: App, written: JsonObject, resolved: JsonObject): vscode.Pseudoterminal {
  const writes = new vscode.EventEmitter<string>();
  const closes = new vscode.EventEmitter<number>();
  const controller = new AbortController();
  const write = (text: string) => writes.fire(text.replace(/\r?\n/g, '\r\n'));
  return {
    onDidWrite: writes.event,
    onDidClose: closes.event,
    open() {
      void runTask(app, { written, resolved }, write, controller.signal).then(code => closes.fire(code));
    },
    /** The editor has ended the task, or the window closes. */
    close: () => controller.abort(),
    handleInput(data) {
      if (data === '\u0003') controller.abort();
    },
  };
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
    return badDefinitionCode;
  }
  try {
    await waitUntilSignedIn(app, signal);
    const { aci, subscriptions } = wizardContextOf(app);
    const places = { aci, cloud: app.account.cloud, last: lastJob(app), subscriptions };
    const found = await resolveJobTarget(places, parsed.definition, signal);
    if ('problem' in found) {
      write(`${cleanLine(found.problem)}\n`);
      return badDefinitionCode;
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
      return failedCode;
    }
    const end = await runJob(deps, run, { write, reportStep: () => undefined }, signal);
    if (end.exitCode === undefined) throw toAciError(end.error);
    write(noticeText(jobEndText(end.ref.name, { exitCode: end.exitCode, restarts: end.restarts })));
    return end.exitCode;
  } catch (thrown) {
    if (isAbort(thrown)) return interruptedCode;
    const what = l10n.t('The container job failed');
    const error = toAciError(thrown);
    app.report.log(what, error);
    write(noticeText(app.report.message(what, error)));
    return failedCode;
  }
}

/** A task may be started before the editor has told who is signed in. */
async function waitUntilSignedIn({ account }: App, signal: AbortSignal): Promise<void> {
  while (account.state === 'starting') {
    await new Promise<void>((resolve, reject) => {
      const listening = account.onDidChange(() => {
        listening.dispose();
        resolve();
      });
      signal.addEventListener('abort', () => {
        listening.dispose();
        reject(signal.reason as Error);
      });
    });
  }
  if (account.state === 'signedOut') throw new AciError('signedOut', l10n.t('Nobody is signed in.'));
}
