import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { DeployedOutput, DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { App } from '../app.ts';
import { toPlainText } from '../shared/plainText.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { outputText, outputValue } from './outputText.ts';

interface Item extends vscode.QuickPickItem {
  readonly output: DeployedOutput;
}

/** Shows what the deployment gives back; each that is chosen is copied, and the box stays for the next one. */
export async function showOutputs(app: App, ref: DeploymentRef): Promise<void> {
  const { outputs } = await app.aci.deployments.get(ref, neverAborts());
  if (outputs.length === 0) {
    void window.showInformationMessage(l10n.t('The deployment "{0}" has no outputs.', ref.name));
    return;
  }
  const box = window.createQuickPick<Item>();
  box.title = l10n.t('Outputs of {0}', ref.name);
  box.placeholder = l10n.t('Choose an output to copy it');
  box.matchOnDescription = true;
  box.items = outputs.map(itemOf);
  box.onDidAccept(() => {
    const [item] = box.selectedItems;
    if (item) void copy(item.output);
  });
  box.onDidHide(() => box.dispose());
  box.show();
}

function itemOf(output: DeployedOutput): Item {
  const icon = output.value === undefined ? 'lock' : 'copy';
  return { label: `$(${icon}) ${toPlainText(output.name)}`, description: outputText(output), output };
}

async function copy(output: DeployedOutput): Promise<void> {
  if (output.value === undefined) {
    window.showDone(l10n.t('"{0}" is secure: Azure does not give it back', output.name));
    return;
  }
  await vscode.env.clipboard.writeText(outputValue(output));
  window.showDone(l10n.t('Copied "{0}"', output.name));
}
