import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { systemClock } from '../../core/clock.ts';
import type { Disposable } from '../../core/event.ts';
import { type ValidationState, InputValidator } from './inputValidator.ts';
import {
  back,
  type Back,
  type Choice,
  type ChosenFile,
  boxClosedError,
  type FilesQuestion,
  type InputQuestion,
  type PickQuestion,
  type StepPosition,
  type Prompt,
  type ValidationMessage,
} from './wizard.ts';
import { window } from './plainWindow.vscode.ts';

interface ChoiceItem<T> extends vscode.QuickPickItem {
  readonly choice?: Choice<T>;
}

/** The prompt that draws VS Code's own boxes. Dispose it when the wizard ends: the last box stays until then. */
export interface EditorPrompt extends Prompt, Disposable {}

/**
 * Each box stays on the screen until the next one takes its place, so that nothing flickers and no keystroke
 * falls through into the editor behind.
 */
export function createPrompt(): EditorPrompt {
  /** What was typed in boxes that were left by Back: in memory, as long as this wizard. */
  const typed = new Map<string, string>();
  let present: Disposable | undefined;

  function replaceWith(box: vscode.QuickInput): void {
    box.ignoreFocusOut = true;
    box.show();
    present?.dispose();
    present = box;
  }

  return {
    pick: question => ask(replaceWith, pickBox(question), (box, done) => listenToPick(box, question, done)),
    input: question =>
      ask(replaceWith, inputBox(question, typed), (box, done) => listenToInput(box, question, typed, done)),
    files: chooseFiles,
    wait(question, work) {
      const box = window.createQuickPick();
      setHeader(box, question.title, question.position);
      box.placeholder = question.placeholder ?? '';
      box.busy = true;
      const controller = new AbortController();
      return ask(replaceWith, box, (_, done) => {
        const leave = { dispose: () => controller.abort() };
        work(controller.signal).then(done.answer, done.fail);
        return [leave];
      });
    },
    dispose() {
      present?.dispose();
    },
  };
}

/** What can't be read, or is too large, is told of: the other files are there all the same. */
async function chooseFiles({ title, maxBytes }: FilesQuestion): Promise<readonly ChosenFile[]> {
  const uris = await vscode.window.showOpenDialog({ title, canSelectMany: true });
  const chosen: ChosenFile[] = [];
  for (const uri of uris ?? []) {
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size <= maxBytes) chosen.push({ name, bytes: await vscode.workspace.fs.readFile(uri) });
      else void window.showWarningMessage(l10n.t('{0} is too large: left out.', name));
    } catch {
      void window.showWarningMessage(l10n.t('{0} could not be read: left out.', name));
    }
  }
  return chosen;
}

interface PromptSettler<T> {
  readonly answer: (value: T | Back) => void;
  readonly fail: (error: unknown) => void;
}

/** Shows a box until it is answered, left or closed; `wire` answers what to let go of then. */
function ask<Box extends vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox, T>(
  show: (box: vscode.QuickInput) => void,
  box: Box,
  wire: (box: Box, done: PromptSettler<T>) => readonly Disposable[],
): Promise<T | Back> {
  const wired: Disposable[] = [];
  const asked = new Promise<T | Back>((resolve, reject) => {
    wired.push(
      box.onDidHide(() => reject(boxClosedError())),
      box.onDidTriggerButton(button => {
        if (button === vscode.QuickInputButtons.Back) resolve(back);
      }),
      ...wire(box, { answer: resolve, fail: reject }),
    );
    show(box);
  });
  return asked.finally(() => {
    for (const disposable of wired) disposable.dispose();
    box.enabled = false;
  });
}

function setHeader(
  box: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  title: string,
  place: StepPosition | undefined,
) {
  box.title = title;
  // A lone step needs no count.
  if (place && place.total > 1) {
    box.step = place.step;
    box.totalSteps = place.total;
  }
  if (place?.canGoBack) box.buttons = [vscode.QuickInputButtons.Back];
}

function pickBox<T>(question: PickQuestion<T>): vscode.QuickPick<ChoiceItem<T>> {
  const box = window.createQuickPick<ChoiceItem<T>>();
  setHeader(box, question.title, question.position);
  box.placeholder = question.placeholder ?? '';
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  showChoices(box, question.choices, question.active);
  return box;
}

function showChoices<T>(
  box: vscode.QuickPick<ChoiceItem<T>>,
  choices: readonly Choice<T>[],
  highlighted: Choice<T> | undefined,
): void {
  box.items = choices.flatMap(choice => [...headingOf(choice), itemOf(choice)]);
  const active = box.items.find(({ choice }) => choice !== undefined && choice === highlighted);
  if (active) box.activeItems = [active];
}

function headingOf<T>({ heading }: Choice<T>): readonly ChoiceItem<T>[] {
  return heading === undefined ? [] : [{ label: heading, kind: vscode.QuickPickItemKind.Separator }];
}

function itemOf<T>(choice: Choice<T>): ChoiceItem<T> {
  const { label, description, detail } = choice;
  return {
    label,
    choice,
    ...(description !== undefined && { description }),
    ...(detail !== undefined && { detail }),
  };
}

function listenToPick<T>(
  box: vscode.QuickPick<ChoiceItem<T>>,
  question: PickQuestion<T>,
  done: PromptSettler<T>,
): readonly Disposable[] {
  const filling = new AbortController();
  if (question.fillIn) void fillInChoices(box, question.choices, question.fillIn, filling.signal);
  return [
    { dispose: () => filling.abort() },
    box.onDidAccept(() => {
      const choice = box.selectedItems[0]?.choice;
      if (choice) done.answer(choice.value);
    }),
  ];
}

/** What is highlighted and typed stays so. */
async function fillInChoices<T>(
  box: vscode.QuickPick<ChoiceItem<T>>,
  choices: readonly Choice<T>[],
  fillIn: NonNullable<PickQuestion<T>['fillIn']>,
  signal: AbortSignal,
): Promise<void> {
  try {
    const filled = await fillIn(signal);
    if (signal.aborted) return;
    const active = choices.findIndex(choice => choice === box.activeItems[0]?.choice);
    box.keepScrollPosition = true;
    showChoices(box, filled, filled[active]);
  } catch {
    // The choices are there without it; whoever fetches it keeps a log.
  }
}

function inputBox(question: InputQuestion, typed: ReadonlyMap<string, string>): vscode.InputBox {
  const box = window.createInputBox();
  setHeader(box, question.title, question.position);
  box.placeholder = question.placeholder ?? '';
  box.prompt = question.prompt ?? '';
  box.password = question.password ?? false;
  box.value = typed.get(question.id) ?? question.value ?? '';
  return box;
}

function listenToInput(
  box: vscode.InputBox,
  question: InputQuestion,
  typed: Map<string, string>,
  done: PromptSettler<string>,
): readonly Disposable[] {
  const check = new InputValidator(
    question,
    state => showValidation(box, state),
    (ms, signal) => systemClock.sleep(ms, signal),
  );
  // An empty box has not been answered wrongly yet: nothing is said until something is typed.
  if (box.value !== '') check.validate(box.value);
  return [
    check,
    box.onDidChangeValue(text => check.validate(text)),
    box.onDidTriggerButton(() => typed.set(question.id, box.value)),
    box.onDidAccept(async () => {
      const text = box.value;
      if (!(await check.accept(text)) || box.value !== text) return;
      typed.delete(question.id);
      done.answer(text);
    }),
  ];
}

function showValidation(box: vscode.InputBox, { validation, busy }: ValidationState): void {
  box.busy = busy;
  box.validationMessage = validation && { message: validation.message, severity: severityOf(validation) };
}

function severityOf({ severity }: ValidationMessage): vscode.InputBoxValidationSeverity {
  const severities = vscode.InputBoxValidationSeverity;
  if (severity === 'error') return severities.Error;
  return severity === 'warning' ? severities.Warning : severities.Info;
}
