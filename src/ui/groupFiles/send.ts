/** Sends what was reviewed and follows it to the end. */
import * as vscode from 'vscode';
import { type AciError, toAciError } from '../../core/errors.ts';
import type { Verdict } from '../../core/groupFile/changes.ts';
import type { GroupDocument, GroupRef } from '../../core/model.ts';
import type { Progress } from '../../core/ports.ts';
import { recreateGroup } from '../../core/recreateGroup.ts';
import type { App } from '../app.ts';
import { look, onlyNews } from '../lifeCycle.ts';
import { leftOver, tagsOf } from './plan.ts';
import { window } from '../plainWindow.ts';

type Parts = Pick<App, 'aci' | 'store' | 'report' | 'clock'>;

/** What is on its way can't be called back. */
const never = new AbortController().signal;

/** `create`: there is no such group yet. */
export type Way = Verdict | 'create';

export interface Sent {
  readonly error: AciError | undefined;
  /** Whether Azure has taken the deletion of the former group. */
  readonly deleted: boolean;
  /** Tags that were to go and that a PATCH left. */
  readonly tagsLeft: readonly string[];
}

/** Resolves when Azure is done. */
export async function send(app: Parts, ref: GroupRef, document: GroupDocument, way: Way): Promise<Sent> {
  const title =
    way === 'create'
      ? vscode.l10n.t('Creating "{0}"', ref.name)
      : vscode.l10n.t('Applying changes to "{0}"', ref.name);
  const location = vscode.ProgressLocation.Notification;
  let deleted = false;
  let tagsLeft: readonly string[] = [];
  let error: AciError | undefined;
  await window.withProgress({ location, title }, async progress => {
    const tell = (message: string) => progress.report({ message });
    try {
      if (way === 'inPlace') tagsLeft = await patch(app, ref, document);
      else if (way === 'needsRecreate')
        await recreate(app, ref, document, { tell, taken: () => (deleted = true) });
      else await put(app, ref, document, way, tell);
    } catch (thrown) {
      error = toAciError(thrown);
    }
  });
  await look(app, ref);
  return { error, deleted, tagsLeft };
}

async function patch(app: Parts, ref: GroupRef, document: GroupDocument): Promise<readonly string[]> {
  const wanted = tagsOf(document);
  return leftOver(wanted, await app.aci.patchTags(ref, wanted, never));
}

async function put(
  app: Parts,
  ref: GroupRef,
  document: GroupDocument,
  way: 'create' | 'restartsAll',
  tell: (text: string) => void,
): Promise<void> {
  const before = way === 'restartsAll' ? app.store.group(ref) : undefined;
  const creating = onItsWay(app, ref, onlyNews(before), tell);
  tell(vscode.l10n.t('Waiting for Azure…'));
  for await (const progress of app.aci.putGroup(ref, document, never)) creating(progress);
}

async function recreate(
  app: Parts,
  ref: GroupRef,
  document: GroupDocument,
  { tell, taken }: { readonly tell: (text: string) => void; readonly taken: () => void },
): Promise<void> {
  const creating = onItsWay(app, ref, onlyNews(undefined), tell);
  tell(vscode.l10n.t('Deleting the group…'));
  for await (const step of recreateGroup(app, ref, document, never)) {
    if (step === 'deleting') taken();
    else if (step === 'deleted') tell(vscode.l10n.t('Waiting for Azure…'));
    else creating(step);
  }
}

/** Takes each sign of life of a creation: what is new is told, and the row says so while it lasts. */
function onItsWay(
  app: Parts,
  ref: GroupRef,
  newsIn: ReturnType<typeof onlyNews>,
  tell: (text: string) => void,
): (progress: Progress) => void {
  let isFirst = true;
  return ({ events, done }) => {
    if (isFirst && !done) void look(app, ref);
    isFirst = false;
    const text = newsIn(events);
    if (text !== undefined) tell(text);
  };
}
