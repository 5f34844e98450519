/** Shows what an edit changes, live beside edited, and asks whether to go on. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Change, Verdict } from '../../core/document/changes.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { changeLine, verdictEffect, verdictText } from './messages.ts';
import { parseGroupFile } from '../fileFormats/parseGroupFile.ts';
import type { ParsedFile } from '../fileFormats/parsedFile.ts';
import { window } from '../shared/plainWindow.vscode.ts';

export interface ReviewRequest {
  readonly ref: GroupRef;
  /** Whether the text is the group's own document, or a file. */
  readonly from: 'document' | 'file';
  readonly live: vscode.Uri;
  /** The edited text. */
  readonly edited: vscode.Uri;
  readonly changes: readonly Change[];
  readonly verdict: Verdict;
  /** What the changes do to the price; undefined where nothing, or it is not known. */
  readonly costChange: string | undefined;
}

/** Opens the comparison, each change marked with what it does, and asks. False when the person leaves. */
export async function reviewChanges(review: ReviewRequest): Promise<boolean> {
  await openComparison(review);
  const marks = await decorateChanges(review);
  try {
    if (!(await pickApplyOrLeave(review))) return false;
  } finally {
    marks.dispose();
  }
  return review.verdict !== 'needsRecreate' || confirmRecreate(review.ref.name);
}

/** Opens live beside edited. */
export async function openComparison({
  ref: { name },
  from,
  live,
  edited,
}: Pick<ReviewRequest, 'ref' | 'from' | 'live' | 'edited'>): Promise<void> {
  const title =
    from === 'document'
      ? l10n.t('{0}: in Azure ↔ edited', name)
      : l10n.t('{0}: in Azure ↔ in the file', name);
  await vscode.commands.executeCommand('vscode.diff', live, edited, title, { preview: true });
}

interface Item extends vscode.QuickPickItem {
  readonly change?: Change;
  readonly apply?: true;
}

function pickApplyOrLeave({
  ref: { name, resourceGroup },
  from,
  edited,
  changes,
  verdict,
  costChange,
}: ReviewRequest): Promise<boolean> {
  const count = changes.length === 1 ? l10n.t('1 change') : l10n.t('{0} changes', changes.length);
  const box = window.createQuickPick<Item>();
  box.title =
    from === 'document'
      ? l10n.t('Apply changes to "{0}"', name)
      : l10n.t('"{0}" is there already in {1}: change it?', name, resourceGroup);
  box.placeholder = l10n.t('Look at the changes, then apply them');
  box.ignoreFocusOut = true; // one scrolls the comparison meanwhile
  box.matchOnDetail = true;
  box.items = [
    applyItem(verdict),
    {
      label: costChange === undefined ? count : `${count} · ${costChange}`,
      kind: vscode.QuickPickItemKind.Separator,
    },
    ...changes.map(itemOf),
  ];
  return new Promise(resolve => {
    box.onDidAccept(() => {
      const [item] = box.selectedItems;
      if (item?.apply) {
        resolve(true);
        box.hide();
      } else if (item?.change) reveal(edited, item.change);
    });
    box.onDidHide(() => {
      resolve(false);
      box.dispose();
    });
    box.show();
  });
}

function applyItem(verdict: Verdict): Item {
  switch (verdict) {
    case 'inPlace':
      return {
        apply: true,
        label: `$(check) ${l10n.t('Apply')}`,
        detail: verdictEffect(verdict),
      };
    case 'restartsAll':
      return {
        apply: true,
        label: `$(debug-restart) ${l10n.t('Apply and restart')}`,
        detail: verdictEffect(verdict),
      };
    case 'needsRecreate':
      return {
        apply: true,
        label: `$(warning) ${l10n.t('Delete and re-create…')}`,
        detail: l10n.t('Azure cannot change this in a group that exists. You are asked once more.'),
      };
  }
}

function itemOf(change: Change): Item {
  const { where, what, verdict } = changeLine(change);
  const icons: Record<Verdict, string> = {
    inPlace: 'check',
    restartsAll: 'debug-restart',
    needsRecreate: 'warning',
  };
  return { label: `$(${icons[change.verdict]}) ${where}`, description: verdict, detail: what, change };
}

async function confirmRecreate(name: string): Promise<boolean> {
  const yes = l10n.t('Delete and Re-create');
  const chosen = await window.showWarningMessage(
    l10n.t('Delete the container group "{0}" and create it again?', name),
    {
      modal: true,
      detail: l10n.t(
        'Its containers end, their logs are lost, and its IP address may become another one. If it cannot be created again, the document keeps what you wrote, and you can try again.',
      ),
    },
    yes,
  );
  return chosen === yes;
}

/** Writes at the end of each changed line what the change does. */
async function decorateChanges({ edited, changes }: ReviewRequest): Promise<vscode.Disposable> {
  const document = await vscode.workspace.openTextDocument(edited);
  const parsed = parseGroupFile(document.getText());
  const style = vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 2em' },
    isWholeLine: true,
  });
  const options = changes.map(change => ({
    range: rangeOf(document, parsed, change),
    renderOptions: { after: { contentText: verdictText(change.verdict) } },
  }));
  const draw = () => {
    for (const editor of vscode.window.visibleTextEditors)
      if (editor.document.uri.toString() === edited.toString()) editor.setDecorations(style, options);
  };
  draw();
  return vscode.Disposable.from(style, vscode.window.onDidChangeVisibleTextEditors(draw));
}

function rangeOf(document: vscode.TextDocument, parsed: ParsedFile, { path }: Change): vscode.Range {
  const { start } = parsed.rangeOf(path, 'key');
  const { line } = document.positionAt(start);
  return document.lineAt(line).range;
}

function reveal(edited: vscode.Uri, change: Change): void {
  for (const editor of vscode.window.visibleTextEditors) {
    if (editor.document.uri.toString() !== edited.toString()) continue;
    const range = rangeOf(editor.document, parseGroupFile(editor.document.getText()), change);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    editor.selection = new vscode.Selection(range.start, range.start);
  }
}
