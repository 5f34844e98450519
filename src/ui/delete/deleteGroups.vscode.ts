import * as l10n from '@vscode/l10n';
import { refreshAndTrack } from '../shared/refreshAndTrack.ts';
import * as vscode from 'vscode';
import { toAciError } from '../../core/errors.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { waitForCompletion } from '../../core/waitForCompletion.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { filterPermittedGroups } from '../shared/permissionCheck.vscode.ts';
import type { App } from '../app.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { formatList } from '../shared/languageFormats.ts';

/** Deletes these groups, having asked once. Errors go to `ErrorReporter`. */
export async function deleteGroups(app: App, wanted: readonly GroupRef[]): Promise<void> {
  const refs = await filterPermittedGroups(app, 'delete', wanted);
  if (refs.length > 0 && (await confirmDelete(refs))) await deleteAll(app, refs);
}

async function deleteAll(app: App, refs: readonly GroupRef[]): Promise<void> {
  await window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: deletingTitle(refs) },
    async progress => {
      await Promise.all(
        refs.map(async ref => {
          await deleteOne(app, ref);
          progress.report({ increment: 100 / refs.length });
        }),
      );
    },
  );
}

function deletingTitle(refs: readonly GroupRef[]): string {
  return refs.length === 1
    ? l10n.t('Deleting "{0}"…', refs[0]?.name ?? '')
    : l10n.t('Deleting {0} container groups…', refs.length);
}

async function confirmDelete(refs: readonly GroupRef[]): Promise<boolean> {
  const how = vscode.workspace
    .getConfiguration('aci')
    .get<'typeName' | 'click'>('deleteConfirmation', 'click');
  return how === 'typeName' ? confirmByName(refs) : confirmByClick(refs);
}

async function confirmByClick(refs: readonly GroupRef[]): Promise<boolean> {
  const [first] = refs;
  const question =
    refs.length === 1
      ? l10n.t('Delete the container group "{0}"?', first?.name ?? '')
      : l10n.t('Delete {0} container groups?', refs.length);
  const names = refs.map(ref => l10n.t('{0} in {1}', ref.name, ref.resourceGroup)).join('\n');
  const detail =
    refs.length === 1
      ? l10n.t('{0}\n\nIts containers end and their logs are lost. This cannot be undone.', names)
      : l10n.t('{0}\n\nTheir containers end and the logs are lost. This cannot be undone.', names);
  const yes = l10n.t('Delete');
  return (await window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}

async function confirmByName(refs: readonly GroupRef[]): Promise<boolean> {
  // One group: its name. Several: nobody wants to type them all, the count says that one has looked.
  const wanted = refs.length === 1 ? (refs[0]?.name ?? '') : String(refs.length);
  const prompt =
    refs.length === 1
      ? l10n.t('Type "{0}" to delete this container group.', wanted)
      : l10n.t('Type {0} to delete these container groups: {1}', wanted, formatList(refs.map(r => r.name)));
  const typed = await window.showInputBox({
    title: l10n.t('Delete container groups'),
    prompt,
    ignoreFocusOut: true,
    validateInput: value =>
      value === '' || value === wanted ? undefined : l10n.t('This is not "{0}".', wanted),
  });
  return typed === wanted;
}

async function deleteOne(app: App, ref: GroupRef): Promise<void> {
  // Never aborted: a delete that is on its way can't be called back.
  try {
    await waitForCompletion(app.aci.act(ref, 'delete', neverAborts()));
  } catch (error) {
    // Someone else was faster: what was wished for is so.
    if (toAciError(error).kind !== 'notFound') {
      app.report.show(l10n.t('Could not delete "{0}"', ref.name), error, () => deleteAll(app, [ref]));
    }
  }
  await refreshAndTrack(app.store, ref, app.report);
}
