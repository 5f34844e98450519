import * as vscode from 'vscode';
import type { DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import type { Html } from '../shared/html.ts';
import { languageOfTexts } from '../shared/languageFormats.ts';
import { pageHtml } from '../shared/pageHtml.ts';
import { deploymentPageCommands } from './deploymentPage.ts';
import { deploymentPageStyle } from './deploymentPageStyle.ts';

export const viewType = 'aci.deployment';

/** Scripts: only the one that `pageHtml` writes, which lets VS Code bring the tab back. */
const webviewOptions: vscode.WebviewOptions = {
  enableCommandUris: [...deploymentPageCommands, 'aci.signIn', 'aci.showAccount'],
  enableScripts: true,
  localResourceRoots: [],
};

export function createDeploymentPanel(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    viewType,
    '',
    { viewColumn: vscode.ViewColumn.Active, preserveFocus: false },
    { ...webviewOptions, enableFindWidget: true },
  );
}

/** Fills the tab of the deployment. */
export function showDeploymentPage(
  panel: vscode.WebviewPanel,
  { cloud, subscriptionId, resourceGroup, name }: DeploymentRef,
  body: Html,
): void {
  panel.title = name;
  panel.webview.options = webviewOptions;
  panel.webview.html = pageHtml(body.html, {
    title: name,
    language: languageOfTexts(),
    state: { cloud, subscriptionId, resourceGroup, name },
    nonce: crypto.randomUUID(),
    style: deploymentPageStyle,
  });
}
