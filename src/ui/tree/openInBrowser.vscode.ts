import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { AciError } from '../../core/errors.ts';
import { browserUrls } from '../../core/model/groupState.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import type { App } from '../app.ts';
import { selectedGroups } from './selection.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** Opens a group's public address; asks which port where there are several. */
export async function openInBrowser(app: App, argument?: unknown, selected?: unknown): Promise<void> {
  const [ref] = await selectedGroups(app, 'openInBrowser', argument, selected, 'one');
  if (ref) await openGroupUrl(app, ref);
}

async function openGroupUrl(app: App, ref: GroupRef): Promise<void> {
  try {
    // Its address may be another one since the tree was read.
    const group = await app.store.refreshGroup(ref);
    if (!group) throw new AciError('notFound', `"${ref.name}" no longer exists.`);
    const url = await chooseUrl(ref, browserUrls(group));
    if (url !== undefined) await vscode.env.openExternal(vscode.Uri.parse(url));
  } catch (error) {
    const what = l10n.t('Could not open "{0}" in the browser', ref.name);
    app.report.show(what, error, () => openGroupUrl(app, ref));
  }
}

async function chooseUrl({ name }: GroupRef, urls: readonly string[]): Promise<string | undefined> {
  if (urls.length === 0) {
    void window.showInformationMessage(l10n.t('"{0}" has no public address.', name));
  }
  if (urls.length < 2) return urls[0];
  return window.showQuickPick([...urls], { title: l10n.t('Open "{0}" in the browser', name) });
}
