/**
 * The functions of `vscode.window` that show texts, each of them showing its texts plain: most hold words that Azure,
 * a container or a file chose, and VS Code would make links of them that run commands.
 */
import * as vscode from 'vscode';
import { toPlainText, toPlainLabel } from './plainText.ts';

type Message = 'showInformationMessage' | 'showWarningMessage' | 'showErrorMessage';

/** To be used in place of `vscode.window`; lint sees to that. */
export const window = {
  showInformationMessage: showMessage('showInformationMessage'),
  showWarningMessage: showMessage('showWarningMessage'),
  showErrorMessage: showMessage('showErrorMessage'),
  withProgress,
  showQuickPick: ((items: unknown, options?: vscode.QuickPickOptions, ...rest: readonly unknown[]) =>
    (vscode.window.showQuickPick as Loose)(
      plainItems(items),
      options && plainTexts(options),
      ...rest,
    )) as typeof vscode.window.showQuickPick,
  showInputBox,
  createQuickPick: <T extends vscode.QuickPickItem>(): vscode.QuickPick<T> =>
    plainBox(vscode.window.createQuickPick<T>()),
  createInputBox: (): vscode.InputBox => plainBox(vscode.window.createInputBox()),
  /** Says in the status bar for three seconds that something is done. */
  showDone: (text: string): vscode.Disposable =>
    vscode.window.setStatusBarMessage(`$(check) ${toPlainText(text)}`, 3000),
};

type Loose = (...all: readonly unknown[]) => unknown;

function showMessage<Name extends Message>(name: Name): (typeof vscode.window)[Name] {
  const show = (text: string, ...rest: readonly unknown[]): unknown =>
    (vscode.window[name] as Loose)(toPlainText(text), ...rest.map(plainOptions));
  return show as (typeof vscode.window)[Name];
}

/** Buttons are answered as the objects that they are; options are those that say whether the message is modal. */
function plainOptions(argument: unknown): unknown {
  const isOptions = typeof argument === 'object' && argument !== null && 'modal' in argument;
  return isOptions ? plainTexts(argument) : argument;
}

function withProgress<T>(
  options: vscode.ProgressOptions,
  task: (
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    token: vscode.CancellationToken,
  ) => Thenable<T>,
): Thenable<T> {
  return vscode.window.withProgress(plainTexts(options), (progress, token) =>
    task({ report: value => progress.report(plainTexts(value)) }, token),
  );
}

function showInputBox(options: vscode.InputBoxOptions): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    ...plainTexts(options),
    validateInput: async text => plainValue(await options.validateInput?.(text)),
  });
}

/** What holds text for a person; values, items and buttons are none. */
const textProperties: ReadonlySet<unknown> = new Set([
  ...['title', 'detail', 'message', 'prompt', 'placeholder', 'placeHolder', 'validationMessage'],
]);

function plainTexts<T extends object>(options: T): T {
  const entries = Object.entries(options).map(([key, value]) => [
    key,
    textProperties.has(key) ? plainValue(value as unknown) : (value as unknown),
  ]);
  return Object.fromEntries(entries) as T;
}

function plainValue<T>(value: T): T {
  if (typeof value === 'string') return toPlainText(value) as T;
  return typeof value === 'object' && value !== null ? plainTexts(value) : value;
}

/** What is to be picked from: names of subscriptions, tags and the like are other people's. Strings are ours. */
function plainItems(items: unknown): unknown {
  if (Array.isArray(items)) return items.map(plainItem);
  const isLater = typeof items === 'object' && items !== null && 'then' in items;
  return isLater ? Promise.resolve(items).then(plainItems) : items;
}

/** The very item where its texts are plain: whoever asks compares what was chosen with what was offered. */
function plainItem(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return item;
  const made = Object.entries(item).flatMap(([key, value]: readonly [string, unknown]) => {
    if (typeof value !== 'string') return [];
    const shown =
      key === 'label'
        ? toPlainLabel(value)
        : key === 'description' || key === 'detail'
          ? toPlainText(value)
          : value;
    return shown === value ? [] : [[key, shown] as const];
  });
  return made.length === 0 ? item : { ...item, ...Object.fromEntries(made) };
}

/** A box that makes plain whatever text it is given, whenever that is. */
function plainBox<Box extends object>(box: Box): Box {
  return new Proxy(box, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
    set: (target, key, value: unknown) =>
      Reflect.set(
        target,
        key,
        key === 'items' ? plainItems(value) : textProperties.has(key) ? plainValue(value) : value,
        target,
      ),
  });
}
