import * as vscode from 'vscode';
import type { GroupRef } from '../../core/model.ts';
import { asWritten, pageHtml } from './html.ts';

/** All that a link of a diagnosis can run. */
const commands = [
  'aci.copyDiagnosis',
  'aci.createGroup',
  'aci.deleteGroup',
  'aci.diagnose',
  'aci.duplicateGroup',
  'aci.followLogs',
  'aci.openInBrowser',
  'aci.openInPortal',
  'aci.openLogSnapshot',
  'aci.openTerminal',
  'aci.restartGroup',
  'aci.showAccount',
  'aci.showExtensionLog',
  'aci.signIn',
  'aci.startGroup',
  'aci.stopGroup',
  'aci.viewProperties',
];

export const viewType = 'aci.diagnosis';

/** Scripts: only the one that `pageHtml` writes, which lets VS Code bring the tab back. */
const webviewOptions: vscode.WebviewOptions = {
  enableCommandUris: commands,
  enableScripts: true,
  localResourceRoots: [],
};

/** A tab that shows Markdown as text with working links, which VS Code's own preview doesn't let run commands. */
export function openPage(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    viewType,
    '',
    { viewColumn: vscode.ViewColumn.Active, preserveFocus: false },
    { ...webviewOptions, enableFindWidget: true },
  );
}

export interface PageContent {
  readonly title: string;
  readonly markdown: string;
  /** What the tab is about: given back with the tab when a window brings it back. */
  readonly state: GroupRef;
}

/**
 * Fills the tab, unless it is closed meanwhile. VS Code's own Markdown extension makes the HTML; where it is turned
 * off, the Markdown is shown as it is.
 */
export async function showMarkdown(
  panel: vscode.WebviewPanel,
  { title, markdown, state }: PageContent,
  closed: AbortSignal,
): Promise<void> {
  const body = await rendered(markdown);
  if (closed.aborted) return;
  panel.title = title;
  panel.webview.options = webviewOptions;
  panel.webview.html = pageHtml(body, state, crypto.randomUUID());
}

async function rendered(markdown: string): Promise<string> {
  try {
    return await vscode.commands.executeCommand<string>('markdown.api.render', markdown);
  } catch {
    return asWritten(markdown);
  }
}
