/**
 * What VS Code has to know of the extension from the start. Every window loads this folder, as one small bundle; the
 * rest is loaded at the first use. So nothing here is imported by anything else: a file that both need would become a
 * third bundle.
 */
import * as vscode from 'vscode';
import type { Node } from '../ui/tree/nodes.ts';
import { watchForGroupTexts } from './watchForGroupTexts.ts';
import { LazyFileSystemProvider } from './lazyFileSystemProvider.ts';
import { LazyTreeDataProvider } from './lazyTreeDataProvider.ts';
import { hasUnfinishedWork } from './unfinishedWork.ts';

/** The rest of the extension, which implements what is registered here. */
export interface LoadedExtension {
  readonly treeDataProvider: vscode.TreeDataProvider<Node>;
  /** Container groups as files. */
  readonly fileSystemProvider: vscode.FileSystemProvider;
  readonly terminalProfiles: vscode.TerminalProfileProvider;
  readonly costOverviewPanels: vscode.WebviewPanelSerializer;
  readonly deploymentPanels: vscode.WebviewPanelSerializer;
  readonly diagnosisPanels: vscode.WebviewPanelSerializer;
  readonly metricsPanels: vscode.WebviewPanelSerializer;
  /** Runs one of our commands; what it throws is shown to the person. */
  runCommand(command: string, argument: unknown, selected: unknown): Promise<void>;
  /** The tool for language models that has this name. */
  languageModelTool(name: string): Promise<vscode.LanguageModelTool<object>>;
  /** Starts the MCP server of this window where it has not been started. */
  startMcpServer(): Promise<{ readonly url: string; readonly token: string }>;
  /** A task of tasks.json as one that can be run. */
  resolveTask(task: vscode.Task): vscode.Task;
}

type LoadExtension = (view: vscode.TreeView<Node>) => Promise<LoadedExtension>;

/**
 * Registers everything. Returns a promise where the window was opened with one of our documents: VS Code asks for its
 * text as soon as the extension has activated.
 */
export function registerContributions(
  context: vscode.ExtensionContext,
  loadExtension: LoadExtension,
): Promise<void> | undefined {
  let loaded: Promise<LoadedExtension> | undefined;
  const load = (): Promise<LoadedExtension> => (loaded ??= loadExtension(view));
  const treeDataProvider = new LazyTreeDataProvider(load);
  const fileSystemProvider = new LazyFileSystemProvider(load);
  const view = vscode.window.createTreeView('aci.groups', {
    treeDataProvider,
    canSelectMany: true,
    showCollapseAll: true,
  });
  context.subscriptions.push(
    view,
    treeDataProvider,
    ...registerCommands(context, load),
    ...registerTools(context, load),
    ...registerMcpServer(context, load),
    ...registerProviders(load),
  );
  context.subscriptions.push(
    fileSystemProvider,
    vscode.workspace.registerFileSystemProvider('aci', fileSystemProvider, { isCaseSensitive: false }),
    watchForGroupTexts(() => void load()),
  );
  if (hasOwnDocumentOpen()) return load().then(() => undefined);
  if (hasUnfinishedWork(context.globalState)) void load();
  return undefined;
}

/** The manifest is the list of commands; a test compares it with what there is. */
function registerCommands(
  { extension }: vscode.ExtensionContext,
  load: () => Promise<LoadedExtension>,
): vscode.Disposable[] {
  const { contributes } = extension.packageJSON as Manifest;
  return contributes.commands.map(({ command }) =>
    vscode.commands.registerCommand(command, async (argument?: unknown, selected?: unknown) =>
      (await load()).runCommand(command, argument, selected),
    ),
  );
}

/** VS Code knows the tools from the manifest, too: asking for one activates the extension. */
function registerTools(
  { extension }: vscode.ExtensionContext,
  load: () => Promise<LoadedExtension>,
): vscode.Disposable[] {
  const { contributes } = extension.packageJSON as Manifest;
  return contributes.languageModelTools.map(({ name }) => {
    const tool = async () => (await load()).languageModelTool(name);
    return vscode.lm.registerTool<object>(name, {
      prepareInvocation: async (options, token) => (await tool()).prepareInvocation?.(options, token),
      invoke: async (options, token) => (await tool()).invoke(options, token),
    });
  });
}

/**
 * The server is started when VS Code asks for it, never before. Editors that are made of VS Code's source may have no
 * such servers.
 */
function registerMcpServer(
  { extension }: vscode.ExtensionContext,
  load: () => Promise<LoadedExtension>,
): vscode.Disposable[] {
  const { version } = extension.packageJSON as Manifest;
  const { registerMcpServerDefinitionProvider } = vscode.lm as Partial<typeof vscode.lm>;
  if (!registerMcpServerDefinitionProvider) return [];
  const definitionAt = (url: string, headers: Record<string, string> = {}) =>
    new vscode.McpHttpServerDefinition('Azure Container Instances', vscode.Uri.parse(url), headers, version);
  return [
    registerMcpServerDefinitionProvider('aci.mcpServer', {
      provideMcpServerDefinitions: () => [definitionAt('http://127.0.0.1/mcp')],
      async resolveMcpServerDefinition() {
        const { url, token } = await (await load()).startMcpServer();
        return definitionAt(url, { Authorization: `Bearer ${token}` });
      },
    }),
  ];
}

interface Manifest {
  readonly version: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly languageModelTools: readonly { readonly name: string }[];
  };
}

function registerProviders(load: () => Promise<LoadedExtension>): vscode.Disposable[] {
  return [
    vscode.window.registerTerminalProfileProvider('aci.terminal', {
      provideTerminalProfile: async token => (await load()).terminalProfiles.provideTerminalProfile(token),
    }),
    ...(['costOverview', 'deployment', 'diagnosis', 'metrics'] as const).map(page =>
      vscode.window.registerWebviewPanelSerializer(`aci.${page}`, {
        deserializeWebviewPanel: async (panel, state) =>
          (await load())[`${page}Panels`].deserializeWebviewPanel(panel, state),
      }),
    ),
    ...['aci', 'aci-build'].map(type =>
      vscode.tasks.registerTaskProvider(type, {
        provideTasks: () => [], // nothing to guess: jobs and builds are written in tasks.json
        resolveTask: async task => (await load()).resolveTask(task),
      }),
    ),
  ];
}

/** Whether a document of ours is open in this window: one that it brought back. */
function hasOwnDocumentOpen(): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  return tabs.some(
    ({ input }) => input instanceof vscode.TabInputText && /^aci(?:-|$)/.test(input.uri.scheme),
  );
}
