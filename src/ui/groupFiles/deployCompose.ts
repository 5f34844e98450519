/** A Compose file as a container group, once the person has seen what becomes different. */
import * as vscode from 'vscode';
import { composeFiles, composeToGroup } from '../../core/compose/compose.ts';
import { parseEnvFile } from '../../core/compose/envFile.ts';
import type { ComposeNote } from '../../core/compose/note.ts';
import { asText } from '../../core/json.ts';
import { composeText, effectText } from './composeWords.ts';
import type { OpenFile } from './deploy.ts';
import type { Reading, Remark } from './reading.ts';
import { window } from '../plainWindow.ts';

/** Undefined when the person leaves at the report. */
export async function composeGroups(file: OpenFile): Promise<Reading | undefined> {
  const { uri } = file.document;
  const shell = (name: string) => process.env[name];
  const dotEnv = new Map(parseEnvFile((await textBeside(uri, '.env')) ?? '', shell, false));
  const environment = (name: string) => shell(name) ?? dotEnv.get(name);
  const contents = new Map<string, string>();
  for (const path of composeFiles(file.content, environment)) {
    const text = await textBeside(uri, path);
    if (text !== undefined) contents.set(path, text);
  }
  const { name, document, report } = composeToGroup(file.content, {
    name: asText(file.content['name']) || folderOf(uri),
    environment,
    contents: path => contents.get(path),
  });
  const blocked = report.some(({ effect }) => effect === 'blocked');
  if (!blocked && report.length > 0 && !(await accepted(name, file, report))) return undefined;
  return { groups: [{ name, document, path: undefined }], remarks: report.map(remarkOf) };
}

function folderOf({ path }: vscode.Uri): string {
  return path.split('/').at(-2) ?? '';
}

async function textBeside(uri: vscode.Uri, path: string): Promise<string | undefined> {
  if (uri.scheme === 'untitled') return undefined;
  try {
    const beside = path.startsWith('/') ? uri.with({ path }) : vscode.Uri.joinPath(uri, '..', path);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(beside));
  } catch {
    return undefined; // the report says that it is missing
  }
}

function remarkOf({ effect, path, why }: ComposeNote): Remark {
  const severity = ({ blocked: 'error', changed: 'warning', dropped: 'hint' } as const)[effect];
  return { path, on: 'key', severity, code: why.kind, message: composeText(why, vscode.l10n.t) };
}

interface Item extends vscode.QuickPickItem {
  readonly note?: ComposeNote;
  readonly goOn?: true;
}

/** Shows everything that does not reach the group as it is written; true when the person goes on. */
async function accepted(name: string, file: OpenFile, report: readonly ComposeNote[]): Promise<boolean> {
  const editor = await vscode.window.showTextDocument(file.document, { preview: false });
  const box = window.createQuickPick<Item>();
  box.title = vscode.l10n.t('What becomes of the Compose file');
  box.placeholder = vscode.l10n.t('Nothing has been sent yet');
  box.ignoreFocusOut = true;
  box.matchOnDetail = true;
  box.items = [
    { goOn: true, label: `$(arrow-right) ${vscode.l10n.t('Go on with "{0}"', name)}` },
    ...rows(report),
  ];
  return new Promise(resolve => {
    box.onDidAccept(() => {
      const [item] = box.selectedItems;
      if (item?.goOn) {
        resolve(true);
        box.hide();
      } else if (item?.note) reveal(editor, file, item.note);
    });
    box.onDidHide(() => {
      resolve(false);
      box.dispose();
    });
    box.show();
  });
}

function rows(report: readonly ComposeNote[]): readonly Item[] {
  return (['changed', 'dropped'] as const).flatMap(effect => {
    const notes = report.filter(note => note.effect === effect);
    if (notes.length === 0) return [];
    const heading = { label: effectText(effect, vscode.l10n.t), kind: vscode.QuickPickItemKind.Separator };
    return [
      heading,
      ...notes.map(note => ({
        label: note.path.length === 0 ? vscode.l10n.t('The file') : note.path.join(' › '),
        detail: composeText(note.why, vscode.l10n.t),
        note,
      })),
    ];
  });
}

function reveal(editor: vscode.TextEditor, { document, parsed }: OpenFile, { path }: ComposeNote): void {
  const start = document.positionAt(parsed.rangeOf(path, 'key').start);
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  editor.selection = new vscode.Selection(start, start);
}
