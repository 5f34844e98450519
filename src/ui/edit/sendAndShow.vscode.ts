/** Sends what was reviewed, and shows how it comes along. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { refreshAndTrack } from '../shared/refreshAndTrack.ts';
import type { GroupRef, RawContainerGroup } from '../../core/model/containerGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { App } from '../app.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { type ApplyMode, sendGroup, type SendResult } from './sendGroup.ts';

/** Resolves when Azure is done. */
export async function sendAndShow(
  { aci, clock, store, report }: Pick<App, 'aci' | 'store' | 'report' | 'clock'>,
  ref: GroupRef,
  document: RawContainerGroup,
  way: ApplyMode,
): Promise<SendResult> {
  const title =
    way === 'create' ? l10n.t('Creating "{0}"', ref.name) : l10n.t('Applying changes to "{0}"', ref.name);
  const location = vscode.ProgressLocation.Notification;
  const refreshGroup = () => void refreshAndTrack(store, ref, report);
  const request = { ref, document, way, before: store.group(ref) };
  const result = await window.withProgress({ location, title }, progress =>
    sendGroup(
      { aci, clock, refreshGroup },
      request,
      message => progress.report({ message }),
      // What is on its way can't be called back.
      neverAborts(),
    ),
  );
  await refreshAndTrack(store, ref, report);
  return result;
}
