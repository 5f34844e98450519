/** Which folder is built: the clicked one, that of the clicked Dockerfile, or one that the person picks. */
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { window } from '../shared/plainWindow.vscode.ts';
import { type BuildFolder, isDockerfileName } from './buildFolder.ts';
import { contextSourceOf } from './editorContextSource.vscode.ts';

/** A folder, and the Dockerfile in it that is meant, where one is. */
export interface ChosenFolder {
  readonly uri: vscode.Uri;
  readonly dockerfile: string | undefined;
}

export function buildFolderOf(uri: vscode.Uri): BuildFolder {
  return {
    name: path.posix.basename(uri.path) || 'app',
    source: contextSourceOf(uri),
    localPath: uri.scheme === 'file' ? uri.fsPath : undefined,
  };
}

/** Undefined when the person picks none. */
export async function chooseFolder(argument: unknown): Promise<ChosenFolder | undefined> {
  if (argument instanceof vscode.Uri) return folderOf(argument);
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active && active.scheme !== 'untitled' && isDockerfileName(path.posix.basename(active.path)))
    return folderOf(active);
  const folders = vscode.workspace.workspaceFolders ?? [];
  const [only] = folders;
  if (only && folders.length === 1) return { uri: only.uri, dockerfile: undefined };
  const picked = only ? (await vscode.window.showWorkspaceFolderPick())?.uri : await pickFromDisk();
  return picked && { uri: picked, dockerfile: undefined };
}

async function pickFromDisk(): Promise<vscode.Uri | undefined> {
  const options = { canSelectFiles: false, canSelectFolders: true, openLabel: l10n.t('Build') };
  return (await vscode.window.showOpenDialog(options))?.[0];
}

async function folderOf(uri: vscode.Uri): Promise<ChosenFolder | undefined> {
  const { type } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.Directory) !== 0) return { uri, dockerfile: undefined };
  const beside = { uri: vscode.Uri.joinPath(uri, '..'), dockerfile: path.posix.basename(uri.path) };
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  if (!root || root.path === beside.uri.path) return beside;
  const fromRoot = { uri: root, dockerfile: path.posix.relative(root.path, uri.path) };
  const items = [beside, fromRoot].map(chosen => ({
    label: path.posix.basename(chosen.uri.path),
    description: vscode.workspace.asRelativePath(chosen.uri),
    chosen,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Build image: Context'),
    placeHolder: l10n.t('Which folder does the Dockerfile copy from?'),
    ignoreFocusOut: true,
  });
  return picked?.chosen;
}
