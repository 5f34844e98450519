import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { subscriptionScope } from '../../core/access/rbac.ts';
import { isAbort } from '../../core/errors.ts';
import { registerProviderAndWait } from '../../core/access/registerProvider.ts';
import type { App } from '../app.ts';
import { toAbortSignal } from '../shared/toAbortSignal.ts';
import { checkPermission } from '../shared/permissionCheck.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/**
 * Registers Microsoft.ContainerInstance and waits for it; answers whether it is there. The person may stop waiting:
 * the registration goes on. Throws `AciError`.
 */
export async function registerProvider(app: App, subscriptionId: string): Promise<boolean> {
  const { cloud } = app.account;
  const known = app.store.subscriptions.find(({ id }) => id.toLowerCase() === subscriptionId.toLowerCase());
  const name = known?.displayName ?? subscriptionId;
  const scope = subscriptionScope({ cloud, subscriptionId });
  if (!(await checkPermission(app, { operation: 'registerProvider', scope }, name))) return false;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t('Registering container instances in "{0}"', name),
    cancellable: true,
  };
  try {
    await window.withProgress(options, (bar, token) => {
      const tell = () => bar.report({ message: l10n.t('this takes a minute or two') });
      return registerProviderAndWait(app.aci.access, app.clock, subscriptionId, tell, toAbortSignal(token));
    });
    return true;
  } catch (error) {
    if (!isAbort(error)) throw error;
    void window.showInformationMessage(
      l10n.t('Azure goes on registering container instances in "{0}". Try again in some minutes.', name),
    );
    return false;
  }
}
