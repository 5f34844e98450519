import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { App } from '../app.ts';
import type { GroupBy } from './nodes.ts';
import { treeSettings } from './treeSettings.vscode.ts';
import { formatNumber } from '../shared/languageFormats.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { toPlainText } from '../shared/plainText.ts';

/** Chooses what container groups are gathered by; the choice is kept in the settings. */
export async function chooseGrouping(app: App): Promise<void> {
  const by = await askBy();
  if (!by) return;
  const settings = vscode.workspace.getConfiguration('aci');
  if (by === 'tag') {
    const tag = await askTag(app);
    if (tag === undefined) return;
    await settings.update('groupByTag', tag, vscode.ConfigurationTarget.Global);
  }
  await settings.update('groupBy', by, vscode.ConfigurationTarget.Global);
}

async function askBy(): Promise<GroupBy | undefined> {
  const current = treeSettings().groupBy;
  const choices: readonly { readonly label: string; readonly by: GroupBy }[] = [
    { label: l10n.t('Resource group'), by: 'resourceGroup' },
    { label: l10n.t('Location'), by: 'location' },
    { label: l10n.t('Tag…'), by: 'tag' },
  ];
  const items = choices.map(choice => ({
    ...choice,
    description: choice.by === current ? l10n.t('now') : '',
  }));
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Group container groups by'),
  });
  return chosen?.by;
}

async function askTag({ store }: App): Promise<string | undefined> {
  const counts = new Map<string, { readonly name: string; readonly count: number }>();
  for (const name of store.allGroups.flatMap(({ tags }) => Object.keys(tags))) {
    const known = counts.get(name.toLowerCase());
    counts.set(name.toLowerCase(), { name: known?.name ?? name, count: (known?.count ?? 0) + 1 });
  }
  if (counts.size === 0) {
    void window.showInformationMessage(l10n.t('No container group has a tag.'));
    return undefined;
  }
  const items = [...counts.values()]
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
    .map(({ name, count }) => ({
      label: toPlainText(name),
      name,
      description:
        count === 1 ? l10n.t('1 container group') : l10n.t('{0} container groups', formatNumber(count)),
    }));
  const chosen = await window.showQuickPick(items, { title: l10n.t('Group by which tag?') });
  return chosen?.name;
}
