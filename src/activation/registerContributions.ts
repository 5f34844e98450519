/**
 * What VS Code has to know of the extension from the start. It is all in one small file that every window loads; what
 * is done with it is loaded at the first use. So nothing here is imported by anything else: a file that is needed on
 * both sides would have to be loaded as a third one.
 */
import * as vscode from 'vscode';
import type { Node } from '../ui/tree/nodes.ts';
import { watchForGroupTexts } from './watchForGroupTexts.ts';
import { LazyFileSystemProvider } from './lazyFileSystemProvider.ts';
import { LazyTreeDataProvider } from './lazyTreeDataProvider.ts';
import { hasUnfinishedWork } from './unfinishedWork.ts';

/** What is behind the door: it answers what VS Code asks at the door. */
export interface LoadedExtension {
  readonly rows: vscode.TreeDataProvider<Node>;
  /** Container groups as files. */
  readonly files: vscode.FileSystemProvider;
  readonly terminalProfiles: vscode.TerminalProfileProvider;
  readonly diagnosisPanels: vscode.WebviewPanelSerializer;
  /** Runs one of our commands; what it throws is shown to the person. */
  runCommand(command: string, argument: unknown, selected: unknown): Promise<void>;
  /** A task of tasks.json as one that can be run. */
  resolveTask(task: vscode.Task): vscode.Task;
}

type LoadExtension = (view: vscode.TreeView<Node>) => Promise<LoadedExtension>;

/**
 * Registers everything. Answers a promise where the window was opened with one of our documents: VS Code asks for its
 * text as soon as the extension has activated.
 */
export function registerContributions(
  context: vscode.ExtensionContext,
  open: LoadExtension,
): Promise<void> | undefined {
  let opened: Promise<LoadedExtension> | undefined;
  const inside = (): Promise<LoadedExtension> => (opened ??= open(view));
  const rows = new LazyTreeDataProvider(inside);
  const files = new LazyFileSystemProvider(inside);
  const view = vscode.window.createTreeView('aci.groups', {
    treeDataProvider: rows,
    canSelectMany: true,
    showCollapseAll: true,
  });
  context.subscriptions.push(view, rows, ...registerCommands(context, inside), ...registerProviders(inside));
  context.subscriptions.push(
    files,
    vscode.workspace.registerFileSystemProvider('aci', files, { isCaseSensitive: false }),
    watchForGroupTexts(() => void inside()),
  );
  if (hasOwnDocumentOpen()) return inside().then(() => undefined);
  if (hasUnfinishedWork(context.globalState)) void inside();
  return undefined;
}

/** The manifest is the list of commands; a test compares it with what there is. */
function registerCommands(
  { extension }: vscode.ExtensionContext,
  inside: () => Promise<LoadedExtension>,
): vscode.Disposable[] {
  const { contributes } = extension.packageJSON as Manifest;
  return contributes.commands.map(({ command }) =>
    vscode.commands.registerCommand(command, async (argument?: unknown, selected?: unknown) =>
      (await inside()).runCommand(command, argument, selected),
    ),
  );
}

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

function registerProviders(inside: () => Promise<LoadedExtension>): vscode.Disposable[] {
  return [
    vscode.window.registerTerminalProfileProvider('aci.terminal', {
      provideTerminalProfile: async token => (await inside()).terminalProfiles.provideTerminalProfile(token),
    }),
    vscode.window.registerWebviewPanelSerializer('aci.diagnosis', {
      deserializeWebviewPanel: async (panel, state) =>
        (await inside()).diagnosisPanels.deserializeWebviewPanel(panel, state),
    }),
    vscode.tasks.registerTaskProvider('aci', {
      provideTasks: () => [], // nothing to guess: jobs are written in tasks.json
      resolveTask: async task => (await inside()).resolveTask(task),
    }),
  ];
}

/** Whether a document of ours is open in this window: one that it brought back. */
function hasOwnDocumentOpen(): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  return tabs.some(
    ({ input }) => input instanceof vscode.TabInputText && /^aci(?:-|$)/.test(input.uri.scheme),
  );
}
