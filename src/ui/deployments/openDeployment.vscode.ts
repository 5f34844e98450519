import type * as vscode from 'vscode';
import type { DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import { groupKey } from '../../core/model/containerGroup.ts';
import type { App } from '../app.ts';
import { createDeploymentPanel } from './deploymentPanel.vscode.ts';
import { DeploymentTab } from './deploymentTab.vscode.ts';

/** The tabs that are open, by deployment: one that is asked for again is shown in the same place. */
const tabs = new Map<string, DeploymentTab>();

/** Shows the deployment in a tab. Throws `AciError` where Azure can't be asked. */
export async function openDeployment(app: App, ref: DeploymentRef): Promise<void> {
  const tab = tabs.get(groupKey(ref)) ?? createTab(app, ref, createDeploymentPanel());
  try {
    await tab.refresh();
  } catch (thrown) {
    if (tab.isEmpty) tab.panel.dispose(); // there is nothing to show
    throw thrown;
  }
  tab.panel.reveal();
}

/** Fills a tab that a window brought back. */
export async function restoreDeployment(
  app: App,
  ref: DeploymentRef,
  panel: vscode.WebviewPanel,
): Promise<void> {
  await createTab(app, ref, panel).restore();
}

/** The deployment whose tab is in front. */
export function deploymentInFront(): DeploymentRef | undefined {
  return [...tabs.values()].find(({ panel }) => panel.active)?.ref;
}

function createTab(app: App, ref: DeploymentRef, panel: vscode.WebviewPanel): DeploymentTab {
  const key = groupKey(ref);
  const tab = new DeploymentTab(app, ref, panel);
  tabs.set(key, tab);
  panel.onDidDispose(() => {
    tab.dispose();
    if (tabs.get(key) === tab) tabs.delete(key);
  });
  return tab;
}
