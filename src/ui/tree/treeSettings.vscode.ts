import * as vscode from 'vscode';
import type { GroupBy } from './nodes.ts';

/** How the tree is wanted, as the settings say. */
export function treeSettings(): {
  readonly groupBy: GroupBy;
  readonly tag: string;
  readonly showEmptyResourceGroups: boolean;
} {
  const settings = vscode.workspace.getConfiguration('aci');
  const groupBy = settings.get<GroupBy>('groupBy', 'resourceGroup');
  const tag = settings.get<string>('groupByTag', '');
  return {
    groupBy: groupBy === 'tag' && tag === '' ? 'resourceGroup' : groupBy, // by tag, but none is named
    tag,
    showEmptyResourceGroups: settings.get('showEmptyResourceGroups', false),
  };
}

const settingNames = ['aci.groupBy', 'aci.groupByTag', 'aci.showEmptyResourceGroups'];

export function onDidChangeTreeSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(event => {
    if (settingNames.some(name => event.affectsConfiguration(name))) listener();
  });
}
