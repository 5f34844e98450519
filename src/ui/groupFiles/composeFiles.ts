/** The files beside a Compose file, as far as the person lets them be read. */
import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { isOutside } from '../../core/compose/filePaths.ts';
import { window } from '../plainWindow.ts';

export interface ComposeFiles {
  /** A text file, seen from the Compose file's folder; undefined where there is none or it may not be read. */
  read(path: string): Promise<string | undefined>;
  /** The names of the files in a small directory without others in it; undefined for anything else. */
  list(path: string): Promise<readonly string[] | undefined>;
}

/** Settings are small; what is larger is no text that one means to send along (characters). */
const largest = 512 * 1024;
const mostFiles = 20;

/** Each file is read once. One outside the folder is read only if the person says so, also where a link leads there. */
export function createComposeFiles(file: vscode.Uri): ComposeFiles {
  const texts = new Map<string, Promise<string | undefined>>();
  const folder = vscode.Uri.joinPath(file, '..');

  async function readOnce(path: string): Promise<string | undefined> {
    if (file.scheme === 'untitled' || path.startsWith('~')) return undefined;
    const uri = path.startsWith('/') ? file.with({ path }) : vscode.Uri.joinPath(folder, path);
    try {
      const { type, size } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.File) === 0 || size > largest) return undefined;
      const outside = isOutside(path) ? path : await linkedOutside(uri, folder);
      if (outside !== undefined && !(await mayRead(outside))) return undefined;
      return decoded(await vscode.workspace.fs.readFile(uri));
    } catch {
      return undefined; // the report says that it is missing
    }
  }

  return {
    read(path) {
      const known = texts.get(path) ?? readOnce(path);
      texts.set(path, known);
      return known;
    },
    async list(path) {
      if (file.scheme === 'untitled' || isOutside(path)) return undefined;
      try {
        const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder, path));
        const isFlat = entries.every(([, type]) => type === vscode.FileType.File);
        return isFlat && entries.length <= mostFiles ? entries.map(([name]) => name).sort() : undefined;
      } catch {
        return undefined; // no directory
      }
    },
  };
}

/** Where a link within the folder leads to, outside of it. */
async function linkedOutside(uri: vscode.Uri, folder: vscode.Uri): Promise<string | undefined> {
  if (uri.scheme !== 'file') return undefined;
  const [target, home] = await Promise.all([realpath(uri.fsPath), realpath(folder.fsPath)]);
  const real = vscode.Uri.file(target).path;
  return real.startsWith(`${vscode.Uri.file(home).path}/`) ? undefined : target;
}

async function mayRead(path: string): Promise<boolean> {
  const read = { label: vscode.l10n.t('Read it'), isWanted: true };
  const leave = { label: vscode.l10n.t('Leave it out'), isWanted: false };
  const chosen = await window.showQuickPick([leave, read], {
    title: vscode.l10n.t('The Compose file takes {0}', path),
    placeHolder: vscode.l10n.t(
      "It is outside the Compose file's folder. What is in it would go into the group.",
    ),
    ignoreFocusOut: true,
  });
  return chosen?.isWanted === true;
}

/** Undefined for what is no text. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
