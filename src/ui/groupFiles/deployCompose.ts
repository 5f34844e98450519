/** A Compose file as a container group, once the person has seen what becomes different. */
import * as vscode from 'vscode';
import { type ComposeChoices, usualChoices } from '../../core/compose/conversion.ts';
import type { ComposeNote } from '../../core/compose/note.ts';
import type { ComposeGroup } from '../../core/compose/readCompose.ts';
import type { App } from '../app.ts';
import { createPrompt } from '../prompt.ts';
import { plain } from '../plainText.ts';
import { window } from '../plainWindow.ts';
import { askVariables, hasQuestions, noAnswers } from './composeAnswers.ts';
import { createComposeFiles } from './composeFiles.ts';
import { composeReading, type ComposeSurroundings, noteText, readComposeFile } from './composeReading.ts';
import { choiceText, effectText } from './composeWords.ts';
import { editorDisk } from './editorDisk.ts';
import type { OpenFile } from './deploy.ts';
import type { Reading } from './reading.ts';

/** Undefined when the person leaves. */
export async function composeGroups(
  file: OpenFile,
  imageConfig: App['imageConfig'],
): Promise<Reading | undefined> {
  const { uri } = file.document;
  const around = {
    ...createComposeFiles(editorDisk(uri), mayRead),
    machine: (name: string) => (vscode.workspace.isTrusted ? process.env[name] : undefined),
    imageConfig: remembered(imageConfig),
  };
  let choices = usualChoices;
  let answers = noAnswers;
  for (;;) {
    const group = await readComposeFile(
      {
        text: file.document.getText(),
        fileName: stepsOf(uri).at(-1) ?? '',
        folderName: stepsOf(uri).at(-2) ?? '',
        choices,
        answers: answers.values,
      },
      around,
    );
    const isUnset = ({ why }: ComposeNote) => why.kind === 'interpolationUnset';
    const isBlocked = group.report.some(note => note.effect === 'blocked' && !isUnset(note));
    if (isBlocked) return composeReading(group, vscode.l10n.t);
    if (hasQuestions(group, answers)) {
      const prompt = createPrompt();
      const answered = await askVariables(group, answers, prompt, vscode.l10n.t).finally(() =>
        prompt.dispose(),
      );
      if (!answered) return undefined;
      answers = answered;
      continue;
    }
    if (group.report.length === 0) return composeReading(group, vscode.l10n.t);
    const decided = await decide(group, file, choices);
    if (decided === 'left') return undefined;
    if (decided === 'goOn') return composeReading(group, vscode.l10n.t);
    choices = decided;
  }
}

function stepsOf({ path }: vscode.Uri): readonly string[] {
  return path.split('/');
}

/** How long a registry may take to say what an image runs (ms): the report is waited for. */
const patience = 10_000;

/** Each image is asked for once. */
function remembered(imageConfig: App['imageConfig']): ComposeSurroundings['imageConfig'] {
  const known = new Map<string, ReturnType<ComposeSurroundings['imageConfig']>>();
  return image => {
    const asked = known.get(image) ?? imageConfig(image, AbortSignal.timeout(patience));
    known.set(image, asked);
    return asked;
  };
}

/** Asks for each file by itself, naming it. */
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

interface Item extends vscode.QuickPickItem {
  readonly note?: ComposeNote;
  readonly goOn?: true;
  readonly choice?: keyof ComposeChoices;
}

/** Shows everything that does not reach the group as it is written, and what the person may want otherwise. */
async function decide(
  group: ComposeGroup,
  file: OpenFile,
  choices: ComposeChoices,
): Promise<'goOn' | 'left' | ComposeChoices> {
  const editor = await vscode.window.showTextDocument(file.document, { preview: false });
  const box = window.createQuickPick<Item>();
  box.title = vscode.l10n.t('What becomes of the Compose file');
  box.placeholder = vscode.l10n.t('Nothing has been sent yet');
  box.ignoreFocusOut = true;
  box.matchOnDetail = true;
  box.items = [
    { goOn: true, label: `$(arrow-right) ${vscode.l10n.t('Go on with "{0}"', group.name)}` },
    ...group.open.map((choice): Item => ({
      choice,
      label: `$(${choices[choice] ? 'check' : 'circle-slash'}) ${choiceText(choice, vscode.l10n.t).label}`,
      detail: choiceText(choice, vscode.l10n.t).detail,
    })),
    ...rows(group.report),
  ];
  return new Promise(resolve => {
    box.onDidAccept(() => {
      const [item] = box.selectedItems;
      if (item?.note) {
        reveal(editor, file, item.note);
        return;
      }
      if (item?.choice) resolve({ ...choices, [item.choice]: !choices[item.choice] });
      else if (item?.goOn) resolve('goOn');
      box.hide();
    });
    box.onDidHide(() => {
      resolve('left');
      box.dispose();
    });
    box.show();
  });
}

function rows(report: readonly ComposeNote[]): readonly Item[] {
  return (['taken', 'changed', 'dropped'] as const).flatMap(effect => {
    const notes = report.filter(note => note.effect === effect);
    if (notes.length === 0) return [];
    const heading = { label: effectText(effect, vscode.l10n.t), kind: vscode.QuickPickItemKind.Separator };
    return [
      heading,
      ...notes.map(note => ({
        label: note.path.length === 0 ? vscode.l10n.t('The file') : plain(note.path.join(' › ')),
        detail: noteText(note, vscode.l10n.t),
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
