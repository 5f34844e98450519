import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isAbort } from '../../core/errors.ts';
import type { App } from '../app.ts';
import type { ResourceGroupRef } from '../shared/pickResourceGroup.vscode.ts';
import { toPlainText } from '../shared/plainText.ts';
import { createPrompt } from '../shared/prompt.vscode.ts';
import { back } from '../shared/wizard.ts';
import { deploymentActions } from './deploymentActions.ts';
import { pickDeployment } from './pickDeployment.vscode.ts';

/** Lets the person choose a deployment of the resource group, and what to do with it. */
export async function showDeployments(app: App, scope: ResourceGroupRef): Promise<void> {
  for (;;) {
    const deployment = await pickDeployment(app, scope);
    if (!deployment) return;
    const prompt = createPrompt();
    try {
      const command = await prompt.pick({
        title: toPlainText(deployment.ref.name),
        placeholder: l10n.t('What to do with this deployment?'),
        choices: deploymentActions(deployment),
        position: { step: 1, total: 1, canGoBack: true },
      });
      if (command === back) continue;
      await vscode.commands.executeCommand(command, deployment.ref);
      return;
    } catch (error) {
      if (isAbort(error)) return;
      throw error;
    } finally {
      prompt.dispose();
    }
  }
}
