import * as l10n from '@vscode/l10n';
import type { DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import { resourceGroupScope } from '../../core/access/rbac.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { App } from '../app.ts';
import { checkPermission } from '../shared/permissionCheck.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** Cancels the deployment once the person has agreed. Throws `AciError` where it can't be cancelled. */
export async function cancelDeployment(app: App, ref: DeploymentRef): Promise<void> {
  const need = { operation: 'cancelDeployment', scope: resourceGroupScope(ref) } as const;
  if (!(await checkPermission(app, need, ref.resourceGroup))) return;
  const cancel = l10n.t('Cancel the Deployment in Azure');
  const chosen = await window.showWarningMessage(
    l10n.t('Cancel the deployment "{0}" of {1}?', ref.name, ref.resourceGroup),
    { modal: true, detail: l10n.t('What it has made so far stays in Azure if you cancel it.') },
    cancel,
  );
  if (chosen !== cancel) return;
  await app.aci.deployments.cancel(ref, neverAborts());
  window.showDone(l10n.t('Cancelled the deployment "{0}"', ref.name));
}
