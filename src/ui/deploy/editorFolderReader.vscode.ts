/** The disk that a file of the editor is on: this computer's, or wherever its folder is. */
import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { FolderReader } from './composeFiles.ts';

/** Seen from the folder that `file` is in; a file that was never saved has nothing beside it. */
export function editorFolderReader(file: vscode.Uri): FolderReader {
  const folder = vscode.Uri.joinPath(file, '..');
  const { fs } = vscode.workspace;
  const uriOf = (path: string): vscode.Uri => {
    if (file.scheme === 'untitled' || path.startsWith('~')) throw new Error(`${path} is nowhere`);
    return path.startsWith('/') ? file.with({ path }) : vscode.Uri.joinPath(folder, path);
  };
  return {
    async size(path) {
      const { type, size } = await fs.stat(uriOf(path));
      return (type & vscode.FileType.File) === 0 ? undefined : size;
    },
    read: async path => fs.readFile(uriOf(path)),
    async entries(path) {
      const found = await fs.readDirectory(uriOf(path));
      return found.map(([name, type]) => ({ name, isFile: type === vscode.FileType.File }));
    },
    async linkedOutside(path) {
      if (file.scheme !== 'file') return undefined;
      const [target, home] = await Promise.all([realpath(uriOf(path).fsPath), realpath(folder.fsPath)]);
      const isInside = vscode.Uri.file(target).path.startsWith(`${vscode.Uri.file(home).path}/`);
      return isInside ? undefined : target;
    },
  };
}
