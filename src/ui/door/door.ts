/**
 * What VS Code has to know of the extension from the start. It is all in one small file that every window loads; what
 * is done with it is loaded at the first use. So nothing here is imported by anything else: a file that is needed on
 * both sides would have to be loaded as a third one.
 */
import * as vscode from 'vscode';
import type { Node } from '../tree/nodes.ts';
import { aboutGroups } from './groupTexts.ts';
import { LateFiles } from './lateFiles.ts';
import { LateRows } from './lateRows.ts';
import { hasUnfinished } from './unfinished.ts';

/** What is behind the door: it answers what VS Code asks at the door. */
export interface Inside {
  readonly rows: vscode.TreeDataProvider<Node>;
  /** Container groups as files. */
  readonly files: vscode.FileSystemProvider;
  readonly terminalProfiles: vscode.TerminalProfileProvider;
  readonly diagnoses: vscode.WebviewPanelSerializer;
  /** Runs one of our commands; what it throws is shown to the person. */
  run(command: string, argument: unknown, selected: unknown): Promise<void>;
  /** A task of tasks.json as one that can be run. */
  resolveTask(task: vscode.Task): vscode.Task;
}

type OpenRooms = (view: vscode.TreeView<Node>) => Promise<Inside>;

/**
 * Registers everything. Answers a promise where the window was opened with one of our documents: VS Code asks for its
 * text as soon as the extension has activated.
 */
export function openDoor(context: vscode.ExtensionContext, open: OpenRooms): Promise<void> | undefined {
  let opened: Promise<Inside> | undefined;
  const inside = (): Promise<Inside> => (opened ??= open(view));
  const rows = new LateRows(inside);
  const files = new LateFiles(inside);
  const view = vscode.window.createTreeView('aci.groups', {
    treeDataProvider: rows,
    canSelectMany: true,
    showCollapseAll: true,
  });
  context.subscriptions.push(view, rows, ...registerCommands(context, inside), ...registerProviders(inside));
  context.subscriptions.push(
    files,
    vscode.workspace.registerFileSystemProvider('aci', files, { isCaseSensitive: false }),
    aboutGroups(() => void inside()),
  );
  if (hasOwnTab()) return inside().then(() => undefined);
  if (hasUnfinished(context.globalState)) void inside();
  return undefined;
}

/** The manifest is the list of commands; a test compares it with what there is. */
function registerCommands(
  { extension }: vscode.ExtensionContext,
  inside: () => Promise<Inside>,
): vscode.Disposable[] {
  const { contributes } = extension.packageJSON as Manifest;
  return contributes.commands.map(({ command }) =>
    vscode.commands.registerCommand(command, async (argument?: unknown, selected?: unknown) =>
      (await inside()).run(command, argument, selected),
    ),
  );
}

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

function registerProviders(inside: () => Promise<Inside>): vscode.Disposable[] {
  return [
    vscode.window.registerTerminalProfileProvider('aci.terminal', {
      provideTerminalProfile: async token => (await inside()).terminalProfiles.provideTerminalProfile(token),
    }),
    vscode.window.registerWebviewPanelSerializer('aci.diagnosis', {
      deserializeWebviewPanel: async (panel, state) =>
        (await inside()).diagnoses.deserializeWebviewPanel(panel, state),
    }),
    vscode.tasks.registerTaskProvider('aci', {
      provideTasks: () => [], // nothing to guess: jobs are written in tasks.json
      resolveTask: async task => (await inside()).resolveTask(task),
    }),
  ];
}

/** Whether a document of ours is open in this window: one that it brought back. */
function hasOwnTab(): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  return tabs.some(
    ({ input }) => input instanceof vscode.TabInputText && /^aci(?:-|$)/.test(input.uri.scheme),
  );
}
