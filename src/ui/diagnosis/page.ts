import * as vscode from 'vscode';
import { style } from './style.ts';

/** All that a link of a diagnosis can run. */
const commands = [
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
  'aci.startGroup',
  'aci.stopGroup',
  'aci.viewProperties',
];

/** A tab that shows Markdown as text with working links, which VS Code's own preview doesn't let run commands. */
export function openPage(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    'aci.diagnosis',
    '',
    { viewColumn: vscode.ViewColumn.Active, preserveFocus: false },
    { enableCommandUris: commands, enableScripts: false, enableFindWidget: true, localResourceRoots: [] },
  );
}

/** Fills the tab. VS Code's own Markdown extension makes the HTML; where it is turned off, the Markdown is shown as it is. */
export async function showMarkdown(
  panel: vscode.WebviewPanel,
  title: string,
  markdown: string,
): Promise<void> {
  panel.title = title;
  panel.webview.html = htmlOf(await rendered(markdown));
}

async function rendered(markdown: string): Promise<string> {
  try {
    return await vscode.commands.executeCommand<string>('markdown.api.render', markdown);
  } catch {
    return `<pre>${markdown.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)}</pre>`;
  }
}

/** Nothing is loaded and nothing runs: styles of our own, text, and links. */
function htmlOf(body: string): string {
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';">
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>`;
}
