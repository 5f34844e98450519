/** A job as a task: its output goes to the task's terminal, and the task ends with the container's exit code. */
import * as vscode from 'vscode';
import { AciError, isAbort, toAciError } from '../../core/errors.ts';
import { parseJob } from '../../core/job/definition.ts';
import type { JsonObject } from '../../core/model.ts';
import type { App } from '../app.ts';
import { tell } from '../access/guard.ts';
import { lackingText } from '../access/words.ts';
import { contextOf } from '../create/open.ts';
import { cleanLine } from '../logs/cleanLine.ts';
import { remarkText } from '../logs/itemText.ts';
import { jobDeskOf, lastJob, wantedDeletion } from './fromApp.ts';
import { findPlace } from './place.ts';
import { jobNeeds, newRun, runJob } from './run.ts';
import { endText, jobProblemText } from './words.ts';

/** The exit code of a task whose definition is wrong: nothing was sent. */
const badDefinition = 2;
const failed = 1;
/** What a shell says of a program that Ctrl-C has ended. */
const interrupted = 130;

/** `written`: as in tasks.json; `resolved`: with the editor's variables replaced. */
export function jobTerminal(app: App, written: JsonObject, resolved: JsonObject): vscode.Pseudoterminal {
  const writes = new vscode.EventEmitter<string>();
  const closes = new vscode.EventEmitter<number>();
  const life = new AbortController();
  const write = (text: string) => writes.fire(text.replace(/\r?\n/g, '\r\n'));
  return {
    onDidWrite: writes.event,
    onDidClose: closes.event,
    open() {
      void runTask(app, { written, resolved }, write, life.signal).then(code => closes.fire(code));
    },
    /** The editor has ended the task, or the window closes. */
    close: () => life.abort(),
    handleInput(data) {
      if (data === '\u0003') life.abort();
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
  const { t } = vscode.l10n;
  const parsed = parseJob(resolved, name => process.env[name], written);
  if ('problems' in parsed) {
    for (const problem of parsed.problems) write(`${cleanLine(jobProblemText(problem, t))}\n`);
    return badDefinition;
  }
  try {
    await signedIn(app, signal);
    const { aci, subscriptions } = contextOf(app);
    const places = { aci, cloud: app.account.cloud, last: lastJob(app), t, subscriptions };
    const found = await findPlace(places, parsed.definition, signal);
    if ('problem' in found) {
      write(`${cleanLine(found.problem)}\n`);
      return badDefinition;
    }
    const job = {
      ...{ definition: parsed.definition, place: found.place },
      deleteWhenDone: parsed.definition.deleteWhenDone ?? wantedDeletion(),
    };
    const desk = jobDeskOf(app);
    const run = newRun(desk, job);
    const [lacking] = await app.permissions.lacking(jobNeeds(run), signal);
    if (lacking) {
      const { deed, name, scope } = lacking;
      write(remarkText(lackingText(deed, [name], scope, t)));
      tell(lacking, [name]);
      return failed;
    }
    const end = await runJob(desk, run, { write, step: () => undefined }, signal);
    if (end.exitCode === undefined) throw toAciError(end.error);
    write(remarkText(endText(end.ref.name, { exitCode: end.exitCode, restarts: end.restarts }, t)));
    return end.exitCode;
  } catch (thrown) {
    if (isAbort(thrown)) return interrupted;
    const what = t('The container job failed');
    const error = toAciError(thrown);
    app.report.note(what, error);
    write(remarkText(app.report.message(what, error)));
    return failed;
  }
}

/** A task may be started before the editor has told who is signed in. */
async function signedIn({ account }: App, signal: AbortSignal): Promise<void> {
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
  if (account.state === 'signedOut') throw new AciError('signedOut', 'Nobody is signed in.');
}
