/** A build context in a folder of the editor's that is on no disk of this machine: a virtual workspace. */
import * as vscode from 'vscode';
import type { ContextEntry, ContextSource } from './contextSource.ts';
import { diskContextSource } from './diskContextSource.ts';

export function contextSourceOf(folder: vscode.Uri): ContextSource {
  return folder.scheme === 'file' ? diskContextSource(folder.fsPath) : editorContextSource(folder);
}

/** Such file systems tell neither modes nor where links lead: a link is refused. */
function editorContextSource(folder: vscode.Uri): ContextSource {
  const { fs } = vscode.workspace;
  const at = (path: string) => (path === '' ? folder : vscode.Uri.joinPath(folder, path));
  return {
    async list(path) {
      const entries = await fs.readDirectory(at(path));
      return entries.map(([name, type]): ContextEntry => ({ name, kind: kindOf(type) }));
    },
    stat: async path => ({ size: (await fs.stat(at(path))).size, mode: undefined }),
    read: async path => fs.readFile(at(path)),
    linkTarget: () => Promise.resolve(undefined),
  };
}

function kindOf(type: vscode.FileType): ContextEntry['kind'] {
  if ((type & vscode.FileType.SymbolicLink) !== 0) return 'link';
  if ((type & vscode.FileType.Directory) !== 0) return 'folder';
  return (type & vscode.FileType.File) === 0 ? 'other' : 'file';
}
