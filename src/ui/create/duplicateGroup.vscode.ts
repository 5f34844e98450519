import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toAciError } from '../../core/errors.ts';
import { toDuplicateBase } from '../../core/document/duplicateGroup.ts';
import { asObject, asText } from '../../core/json.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { App } from '../app.ts';
import { selectedGroups } from '../tree/selection.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** Creates a group like an existing one: asks for a new name and for what Azure does not give out. */
export async function duplicateGroup(app: App, argument?: unknown, selected?: unknown): Promise<void> {
  const [ref] = await selectedGroups(app, 'duplicate', argument, selected, 'one');
  if (ref) await duplicate(app, ref);
}

async function duplicate(app: App, ref: GroupRef): Promise<void> {
  try {
    await openWizardFor(app, ref);
  } catch (error) {
    const what = l10n.t('Could not duplicate "{0}"', ref.name);
    app.report.show(what, error, () => duplicate(app, ref));
    // Gone from Azure, and so from the tree.
    if (toAciError(error).kind === 'notFound') await app.store.refreshGroup(ref);
  }
}

async function openWizardFor(app: App, ref: GroupRef): Promise<void> {
  const title = l10n.t('Reading "{0}"…', ref.name);
  const [original, { draftFromGroup }, { openCreateWizard }] = await window.withProgress(
    { location: vscode.ProgressLocation.Window, title },
    () =>
      Promise.all([
        app.aci.getRawGroup(ref, neverAborts()),
        import('./createDraft.ts'),
        import('./openCreateWizard.vscode.ts'),
      ]),
  );
  const address = asObject(asObject(original.body['properties'])['ipAddress']);
  const subscription = app.store.subscriptions.find(({ id }) => id === ref.subscriptionId);
  const base = toDuplicateBase(original);
  const hadLabel = asText(address['dnsNameLabel']) !== '';
  await openCreateWizard(
    app,
    draftFromGroup(ref, subscription?.displayName ?? ref.subscriptionId, base, hadLabel),
  );
}
