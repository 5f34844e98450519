import * as vscode from 'vscode';
import { diagnose } from '../../core/diagnosis/diagnose.ts';
import type { CreateError, Facts } from '../../core/diagnosis/facts.ts';
import { groupKey, type GroupRef } from '../../core/model.ts';
import type { App } from '../app.ts';
import { gatherFacts } from './gather.ts';
import { documentMarkdown, documentTitle } from './markdown.ts';
import { openPage, showMarkdown } from './page.ts';

interface Page {
  readonly panel: vscode.WebviewPanel;
  /** How the create failed that the page is about; it stays true until the group exists. */
  error: CreateError | undefined;
}

/** The tabs that are open, by group: a diagnosis that is asked for again is shown in the same place. */
const pages = new Map<string, Page>();

/**
 * Finds out what is wrong with a group and shows it in a tab. `error`: how its create failed, if it did.
 * Throws `AciError` where Azure can't be asked.
 */
export async function openDiagnosis(app: App, ref: GroupRef, error?: CreateError): Promise<void> {
  const key = groupKey(ref);
  const known = pages.get(key);
  const facts = await gather(app, ref, error ?? known?.error);
  const diagnosed = { ref, group: facts.group, findings: diagnose(facts), at: facts.now };
  const page = pages.get(key) ?? newPage(key);
  page.error = facts.error;
  const words = { t: vscode.l10n.t, localTime: localTime(facts.now) };
  const title = documentTitle(diagnosed, vscode.l10n.t);
  await showMarkdown(page.panel, title, documentMarkdown(diagnosed, words));
  page.panel.reveal();
}

async function gather(app: App, ref: GroupRef, error: CreateError | undefined): Promise<Facts> {
  const title = vscode.l10n.t('Looking at "{0}"…', ref.name);
  const options = { location: vscode.ProgressLocation.Window, title };
  const facts = await vscode.window.withProgress(options, () =>
    gatherFacts(app, ref, error, new AbortController().signal),
  );
  // A group that has come up since has got over it.
  const isUp = facts.group !== undefined && facts.group.provisioningState.toLowerCase() !== 'failed';
  return isUp ? { ...facts, error: undefined } : facts;
}

function newPage(key: string): Page {
  const panel = openPage();
  const page: Page = { panel, error: undefined };
  pages.set(key, page);
  panel.onDidDispose(() => pages.delete(key));
  return page;
}

/** The time of day for what happened today, else with the date. */
function localTime(now: number): (time: number) => string {
  const day = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'short' });
  const time = new Intl.DateTimeFormat(vscode.env.language, { timeStyle: 'medium' });
  const today = day.format(now);
  return ms => (day.format(ms) === today ? time.format(ms) : `${day.format(ms)} ${time.format(ms)}`);
}
