/** A Compose file as a container group, once the person has seen what becomes different. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type ComposeChoices, defaultChoices } from '../../core/compose/conversionContext.ts';
import type { BuiltImages } from '../../core/compose/serviceBuilds.ts';
import type { ComposeNote } from '../../core/compose/composeNote.ts';
import type { ComposeGroup } from '../../core/compose/readCompose.ts';
import type { App } from '../app.ts';
import { createPrompt } from '../shared/prompt.vscode.ts';
import { toPlainText } from '../shared/plainText.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { askComposeVariables, hasQuestions, noAnswers } from './askComposeVariables.ts';
import { createComposeFiles } from './composeFiles.ts';
import { planCompose, type PlanComposeDeps, noteText, convertComposeFile } from './planCompose.ts';
import { choiceText, effectText } from './composeMessages.ts';
import { editorFolderReader } from './editorFolderReader.vscode.ts';
import type { OpenFile } from './openFile.ts';
import { askWhichToBuild, isPendingImage } from './chooseBuilds.vscode.ts';
import type { DeployPlan, DeployTarget } from './deployPlan.ts';

/** Undefined when the person leaves. */
export async function prepareCompose(
  file: OpenFile,
  app: App,
  target: DeployTarget,
): Promise<DeployPlan | undefined> {
  const { uri } = file.document;
  const { imageConfig } = app;
  const around = {
    ...createComposeFiles(editorFolderReader(uri), askToReadOutside),
    machine: (name: string) => (vscode.workspace.isTrusted ? process.env[name] : undefined),
    imageConfig: cached(imageConfig),
  };
  let choices = defaultChoices;
  let answers = noAnswers;
  let builtImages: BuiltImages | undefined;
  const convert = (images: BuiltImages | undefined) =>
    convertComposeFile(
      {
        text: file.document.getText(),
        fileName: pathSegments(uri).at(-1) ?? '',
        folderName: pathSegments(uri).at(-2) ?? '',
        choices,
        answers: answers.values,
        ...(images && { builtImages: images }),
      },
      around,
    );
  const finish = (group: ComposeGroup) => planWithBuilds(app, uri, group, builtImages ?? {}, target, convert);
  for (;;) {
    const group = await convert(builtImages);
    if (!builtImages && group.builds.length > 0) {
      builtImages = await askWhichToBuild(group.builds);
      if (!builtImages) return undefined;
      continue;
    }
    const isUnset = ({ why }: ComposeNote) => why.kind === 'interpolationUnset';
    const isBlocked = group.report.some(note => note.effect === 'blocked' && !isUnset(note));
    if (isBlocked) return planCompose(group);
    if (hasQuestions(group, answers)) {
      const prompt = createPrompt();
      const answered = await askComposeVariables(group, answers, prompt).finally(() => prompt.dispose());
      if (!answered) return undefined;
      answers = answered;
      continue;
    }
    if (group.report.length === 0) return finish(group);
    const decided = await reviewConversion(group, file, choices);
    if (decided === 'left') return undefined;
    if (decided === 'goOn') return finish(group);
    choices = decided;
  }
}

/** Builds what is to be built, now that the person has seen what becomes of the file. */
async function planWithBuilds(
  app: App,
  composeFile: vscode.Uri,
  group: ComposeGroup,
  wanted: BuiltImages,
  target: DeployTarget,
  convert: (images: BuiltImages) => Promise<ComposeGroup>,
): Promise<DeployPlan | undefined> {
  const builds = group.builds.filter(({ service }) => wanted[service] !== undefined);
  if (builds.length === 0) return planCompose(group);
  // With all that a build needs.
  const { buildComposeImages, withRegistrySignIn } = await import('./composeBuilds.vscode.ts');
  const built = await buildComposeImages(app, composeFile, group.name, builds, target);
  if (!built) return undefined;
  const whole = await convert(built.images);
  const document = await withRegistrySignIn(app, whole.document, built.registry, target);
  return document && planCompose({ ...whole, document });
}

function pathSegments({ path }: vscode.Uri): readonly string[] {
  return path.split('/');
}

/** How long a registry may take to say what an image runs (ms): the report is waited for. */
const imageConfigTimeout = 10_000;

/** Each image is asked for once. */
function cached(imageConfig: App['imageConfig']): PlanComposeDeps['imageConfig'] {
  const known = new Map<string, ReturnType<PlanComposeDeps['imageConfig']>>();
  return image => {
    if (isPendingImage(image)) return Promise.resolve(undefined);
    const asked = known.get(image) ?? imageConfig(image, AbortSignal.timeout(imageConfigTimeout));
    known.set(image, asked);
    return asked;
  };
}

/** Asks for each file by itself, naming it. */
async function askToReadOutside(path: string): Promise<boolean> {
  const read = { label: l10n.t('Read it'), isWanted: true };
  const leave = { label: l10n.t('Leave it out'), isWanted: false };
  const chosen = await window.showQuickPick([leave, read], {
    title: l10n.t('The Compose file takes {0}', path),
    placeHolder: l10n.t("It is outside the Compose file's folder. What is in it would go into the group."),
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
async function reviewConversion(
  group: ComposeGroup,
  file: OpenFile,
  choices: ComposeChoices,
): Promise<'goOn' | 'left' | ComposeChoices> {
  const editor = await vscode.window.showTextDocument(file.document, { preview: false });
  const box = window.createQuickPick<Item>();
  box.title = l10n.t('What becomes of the Compose file');
  box.placeholder = l10n.t('Nothing has been sent yet');
  box.ignoreFocusOut = true;
  box.matchOnDetail = true;
  box.items = [
    { goOn: true, label: `$(arrow-right) ${l10n.t('Go on with "{0}"', group.name)}` },
    ...group.open.map((choice): Item => ({
      choice,
      label: `$(${choices[choice] ? 'check' : 'circle-slash'}) ${choiceText(choice).label}`,
      detail: choiceText(choice).detail,
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
    const heading = { label: effectText(effect), kind: vscode.QuickPickItemKind.Separator };
    return [
      heading,
      ...notes.map(note => ({
        label: note.path.length === 0 ? l10n.t('The file') : toPlainText(note.path.join(' › ')),
        detail: noteText(note),
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
