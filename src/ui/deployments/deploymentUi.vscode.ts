import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Deployment, DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import type { AciError } from '../../core/errors.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import type { App } from '../app.ts';
import { pendingWorkOf } from '../shared/pendingWorkOf.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { showProgress } from '../shared/showProgress.vscode.ts';
import type { DeploymentDeps, DeploymentUi } from './deploymentDeps.ts';
import { pendingDeployments } from './pendingDeployments.ts';
import { succeededText } from './succeededText.ts';

/** All that following a deployment needs, from the app. */
export function deploymentDepsOf(app: App): DeploymentDeps {
  const { aci, store, clock } = app;
  return {
    ...{ aci, store, clock },
    pendingDeployments: pendingWorkOf(app, pendingDeployments),
    ui: deploymentUi(app),
  };
}

function deploymentUi(app: App): DeploymentUi {
  return {
    showProgress,
    askCancelOrKeep,
    showSucceeded: (deployment, groups) => void showSucceeded(app, deployment, groups),
    showCancelled: deployment => void showCancelled(app, deployment),
    showFailed: (what, error, ref) => void showFailed(app, what, error, ref),
    revealInTree: ref => app.view.reveal(ref),
    log: (what, error) => app.report.log(what, error),
  };
}

async function askCancelOrKeep({ name, resourceGroup }: DeploymentRef): Promise<'cancel' | 'keep'> {
  const keep = l10n.t('Keep Deploying in the Background');
  const cancel = l10n.t('Cancel the Deployment in Azure');
  const chosen = await window.showWarningMessage(
    l10n.t('"{0}" is being deployed to {1}.', name, resourceGroup),
    { modal: true, detail: l10n.t('What it has made so far stays in Azure if you cancel it.') },
    { title: cancel },
    { title: keep, isCloseAffordance: true },
  );
  return chosen?.title === cancel ? 'cancel' : 'keep';
}

async function showSucceeded(app: App, deployment: Deployment, groups: readonly GroupRef[]): Promise<void> {
  const outputs = l10n.t('Show Outputs…');
  const open = l10n.t('Open Deployment');
  const chosen = await window.showInformationMessage(
    succeededText(deployment, groups),
    ...(deployment.outputs.length > 0 ? [outputs] : []),
    open,
  );
  if (chosen === outputs) await run(app, 'aci.showDeploymentOutputs', deployment.ref);
  if (chosen === open) await run(app, 'aci.openDeployment', deployment.ref);
}

async function showCancelled(app: App, { ref }: Deployment): Promise<void> {
  const open = l10n.t('Open Deployment');
  const sentence = l10n.t('The deployment "{0}" was cancelled. What it had made stays in Azure.', ref.name);
  if ((await window.showInformationMessage(sentence, open)) === open)
    await run(app, 'aci.openDeployment', ref);
}

async function showFailed(
  app: App,
  what: string,
  error: AciError,
  ref: DeploymentRef | undefined,
): Promise<void> {
  if (!ref) {
    app.report.show(what, error);
    return;
  }
  app.report.log(what, error);
  const open = l10n.t('Open Deployment');
  const details = l10n.t('Show details');
  const chosen = await window.showErrorMessage(app.report.message(what, error), open, details);
  if (chosen === open) await run(app, 'aci.openDeployment', ref);
  if (chosen === details) app.log.show(true);
}

async function run(app: App, command: `aci.${string}`, ref: DeploymentRef): Promise<void> {
  try {
    await vscode.commands.executeCommand(command, ref);
  } catch (error) {
    app.report.show(l10n.t('That did not work'), error);
  }
}
