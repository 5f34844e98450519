/** Sends what was reviewed and follows it to the end. */
import * as l10n from '@vscode/l10n';
import { refreshAndTrack } from '../shared/refreshAndTrack.ts';
import * as vscode from 'vscode';
import { type AciError, toAciError } from '../../core/errors.ts';
import type { Verdict } from '../../core/document/changes.ts';
import type { GroupRef, RawContainerGroup } from '../../core/model/containerGroup.ts';
import type { Progress } from '../../core/azureApi.ts';
import { recreateGroup } from '../../core/document/recreateGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { App } from '../app.ts';
import { newEventDescriber } from '../power/runPowerAction.vscode.ts';
import { unwantedTags, tagsOf } from './applyPlan.ts';
import { window } from '../shared/plainWindow.vscode.ts';

type SendDeps = Pick<App, 'aci' | 'store' | 'report' | 'clock'>;

/** `create`: there is no such group yet. */
export type ApplyMode = Verdict | 'create';

export interface SendResult {
  readonly error: AciError | undefined;
  /** Whether Azure has taken the deletion of the former group. */
  readonly deleted: boolean;
  /** Tags that were to go and that a PATCH left. */
  readonly remainingTags: readonly string[];
}

/** Resolves when Azure is done. */
export async function sendGroup(
  app: SendDeps,
  ref: GroupRef,
  document: RawContainerGroup,
  way: ApplyMode,
): Promise<SendResult> {
  const title =
    way === 'create' ? l10n.t('Creating "{0}"', ref.name) : l10n.t('Applying changes to "{0}"', ref.name);
  const location = vscode.ProgressLocation.Notification;
  let deleted = false;
  let remainingTags: readonly string[] = [];
  let error: AciError | undefined;
  await window.withProgress({ location, title }, async progress => {
    const tell = (message: string) => progress.report({ message });
    try {
      if (way === 'inPlace') remainingTags = await patch(app, ref, document);
      else if (way === 'needsRecreate')
        await recreate(app, ref, document, { tell, taken: () => (deleted = true) });
      else await put(app, ref, document, way, tell);
    } catch (thrown) {
      error = toAciError(thrown);
    }
  });
  await refreshAndTrack(app.store, ref, app.report);
  return { error, deleted, remainingTags };
}

async function patch(app: SendDeps, ref: GroupRef, document: RawContainerGroup): Promise<readonly string[]> {
  const wanted = tagsOf(document);
  return unwantedTags(wanted, await app.aci.patchTags(ref, wanted, neverAborts()));
}

async function put(
  app: SendDeps,
  ref: GroupRef,
  document: RawContainerGroup,
  way: 'create' | 'restartsAll',
  tell: (text: string) => void,
): Promise<void> {
  const before = way === 'restartsAll' ? app.store.group(ref) : undefined;
  const creating = reportCreation(app, ref, newEventDescriber(before), tell);
  tell(l10n.t('Waiting for Azure…'));
  for await (const progress of app.aci.putGroup(ref, document, neverAborts())) creating(progress);
}

async function recreate(
  app: SendDeps,
  ref: GroupRef,
  document: RawContainerGroup,
  { tell, taken }: { readonly tell: (text: string) => void; readonly taken: () => void },
): Promise<void> {
  const creating = reportCreation(app, ref, newEventDescriber(undefined), tell);
  tell(l10n.t('Deleting the group…'));
  for await (const step of recreateGroup(app, ref, document, neverAborts())) {
    if (step === 'deleting') taken();
    else if (step === 'deleted') tell(l10n.t('Waiting for Azure…'));
    else creating(step);
  }
}

/** Takes each report of a creation: what is new is told, and the row says so while it lasts. */
function reportCreation(
  app: SendDeps,
  ref: GroupRef,
  newsIn: ReturnType<typeof newEventDescriber>,
  tell: (text: string) => void,
): (progress: Progress) => void {
  let isFirst = true;
  return ({ events, done }) => {
    if (isFirst && !done) void refreshAndTrack(app.store, ref, app.report);
    isFirst = false;
    const text = newsIn(events);
    if (text !== undefined) tell(text);
  };
}
