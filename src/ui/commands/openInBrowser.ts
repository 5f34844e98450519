import * as vscode from 'vscode';
import { browserUrls } from '../../core/groupState.ts';
import type { Command } from '../app.ts';
import { selectedGroups } from '../tree/selection.ts';

/** Opens a group's public address; asks which port where there are several. */
export const openInBrowser: Command = {
  id: 'aci.openInBrowser',
  async run(app, argument, selected) {
    const [ref] = await selectedGroups(app, 'openInBrowser', argument, selected, 'one');
    if (!ref) return;
    const group = app.store.group(ref) ?? (await app.store.refreshGroup(ref));
    const urls = group ? browserUrls(group) : [];
    if (urls.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('"{0}" has no public address.', ref.name));
      return;
    }
    const url =
      urls.length === 1
        ? urls[0]
        : await vscode.window.showQuickPick([...urls], {
            title: vscode.l10n.t('Open "{0}" in the browser', ref.name),
          });
    if (url !== undefined) await vscode.env.openExternal(vscode.Uri.parse(url));
  },
};
