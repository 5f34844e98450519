import * as vscode from 'vscode';
import type { StepCommand } from '../../core/diagnosis/finding.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { languageOfTexts } from '../shared/languageFormats.ts';
import { preformattedHtml, pageHtml } from '../shared/pageHtml.ts';

/** The commands of steps: one that is missing does not compile. */
const stepCommands: Readonly<Record<StepCommand, true>> = {
  deleteFinishedGroups: true,
  deleteGroup: true,
  duplicateGroup: true,
  editGroup: true,
  followLogs: true,
  openInBrowser: true,
  openInPortal: true,
  openLogSnapshot: true,
  openTerminal: true,
  restartGroup: true,
  startGroup: true,
  stopGroup: true,
  viewProperties: true,
};

/** All that a link of a diagnosis can run. */
const commands = [
  ...Object.keys(stepCommands).map(name => `aci.${name}`),
  'aci.copyDiagnosis',
  'aci.diagnose',
  'aci.showAccount',
  'aci.showExtensionLog',
  'aci.signIn',
];

export const viewType = 'aci.diagnosis';

/** Scripts: only the one that `pageHtml` writes, which lets VS Code bring the tab back. */
const webviewOptions: vscode.WebviewOptions = {
  enableCommandUris: commands,
  enableScripts: true,
  localResourceRoots: [],
};

/** A tab that shows Markdown as text with working links, which VS Code's own preview doesn't let run commands. */
export function createDiagnosisPanel(): vscode.WebviewPanel {
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
  const body = await renderMarkdown(markdown);
  if (closed.aborted) return;
  panel.title = title;
  panel.webview.options = webviewOptions;
  panel.webview.html = pageHtml(body, {
    title,
    language: languageOfTexts(),
    state,
    nonce: crypto.randomUUID(),
  });
}

async function renderMarkdown(markdown: string): Promise<string> {
  try {
    return await vscode.commands.executeCommand<string>('markdown.api.render', markdown);
  } catch {
    return preformattedHtml(markdown);
  }
}
