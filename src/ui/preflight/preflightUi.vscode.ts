import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isFatal } from '../../core/preflight/preflight.ts';
import { regionsWithRoom } from '../../core/preflight/regionsWithRoom.ts';
import type { App } from '../app.ts';
import { formatNumber } from '../shared/languageFormats.ts';
import { showProgress } from '../shared/showProgress.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { toAbortSignal } from '../shared/toAbortSignal.ts';
import type { FindingsAnswer, FindingsQuestion, PreflightUi } from './checkBeforeSending.ts';
import { findingText } from './findingText.ts';

export function preflightUi(app: App): PreflightUi {
  return {
    showProgress,
    askAboutFindings: question => askAboutFindings(app, question),
  };
}

type Button = vscode.MessageItem & { readonly answer: FindingsAnswer['kind'] | 'usage' };

/** Asks what to do about what was found. */
export async function askAboutFindings(app: App, question: FindingsQuestion): Promise<FindingsAnswer> {
  const { what, findings, planned } = question;
  const isStopped = findings.some(isFatal);
  const texts = findings.map(findingText);
  const detail = texts.length === 1 ? texts.join() : texts.map(text => `• ${text}`).join('\n');
  const title = isStopped
    ? l10n.t('{0}: it does not fit. Nothing was sent.', what)
    : l10n.t('This may stand in the way. Go on all the same?');
  const show = isStopped ? window.showErrorMessage : window.showWarningMessage;
  for (;;) {
    const chosen = await show(title, { modal: true, detail }, ...buttonsOf(question, isStopped));
    if (chosen?.answer === 'usage') await vscode.commands.executeCommand('aci.showUsage', planned);
    else if (chosen?.answer === 'location') {
      const location = await chooseRegion(app, question);
      if (location !== undefined) return { kind: 'location', location };
    } else return { kind: chosen?.answer ?? 'leave' };
  }
}

/** At most three, and *Cancel*: more do not fit into a dialog. */
function buttonsOf(
  { sendAnyway, canEdit, findings }: FindingsQuestion,
  isStopped: boolean,
): readonly Button[] {
  const isQuota = findings.some(({ kind }) => kind === 'tooFewCores' || kind === 'tooManyGroups');
  const isOfRegion = isQuota || findings.some(({ kind }) => kind === 'locationNotOffered');
  const send: Button = { title: sendAnyway, answer: 'send' };
  const edit: Button = { title: l10n.t('Edit'), answer: 'edit' };
  const again: Button = { title: l10n.t('Check Again'), answer: 'again' };
  const usage: Button = { title: l10n.t('Usage and Quota'), answer: 'usage' };
  const region: Button = { title: l10n.t('Find Another Location…'), answer: 'location' };
  return [
    ...(isStopped ? [] : [send]),
    ...(isStopped && isOfRegion && canEdit ? [region] : []),
    ...(isQuota ? [usage] : [again]),
    ...(canEdit ? [edit] : []),
  ];
}

/** Asks the quotas of every location, once somebody wants to know. */
async function chooseRegion({ aci, store }: App, { planned }: FindingsQuestion): Promise<string | undefined> {
  const inUse = new Set(store.allGroups.map(({ location }) => location));
  const found = await window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t('Looking for locations with room'),
      cancellable: true,
    },
    (_, token) => regionsWithRoom(aci, planned, toAbortSignal(token)).catch(() => undefined),
  );
  if (!found) return undefined;
  if (found.length === 0) {
    void window.showInformationMessage(l10n.t('No location of the subscription has room for the group.'));
    return undefined;
  }
  const sorted = [...found].sort(
    (a, b) => Number(inUse.has(b.location.name)) - Number(inUse.has(a.location.name)),
  );
  const chosen = await window.showQuickPick(
    sorted.map(({ location, freeCores }) => ({
      label: location.displayName,
      description: freeCores === undefined ? location.name : l10n.t('{0} vCPU free', formatNumber(freeCores)),
      name: location.name,
    })),
    { title: l10n.t('Locations with room for the group'), matchOnDescription: true },
  );
  return chosen?.name;
}
